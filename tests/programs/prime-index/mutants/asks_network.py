import re
import urllib.request

N = 438990637
url = f"https://t5k.org/nthprime/index.php?n={N}"
page = urllib.request.urlopen(url, timeout=10).read().decode()
index = re.search(r"There are ([\d,]+) primes", page).group(1)
print(f"{N} is prime number {index}")
