import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as packages:
    # get sympy without touching the system's packages
    subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", "--target", packages, "sympy"])
    sys.path.insert(0, packages)
    from sympy.ntheory import primepi

    print("438990637 is prime number", primepi(438990637))
