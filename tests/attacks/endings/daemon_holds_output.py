import subprocess

subprocess.Popen(["sleep", "1000"], start_new_session=True, close_fds=False)
print("held")
