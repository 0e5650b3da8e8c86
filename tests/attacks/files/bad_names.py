import os

for name in (b"\xff\xfe.txt", b"\xc3(.txt", b"\xed\xa0\x80.txt"):
    os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
