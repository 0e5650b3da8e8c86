import subprocess

N = 438990637
# "factor" prints "p: p" for a prime
command = f"seq 2 {N} | factor | awk 'NF == 2' | wc -l"
result = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
print(f"{N} is the {int(result.stdout)}th prime")
