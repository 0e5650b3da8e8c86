import os

os.symlink('/etc/passwd', 'out.txt')
os.symlink('/etc', 'folder')
