import os
import subprocess
import tempfile

N = 438990637

SOURCE = r"""
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    long n = atol(argv[1]), count = 0;
    char *s = calloc(n + 1, 1);
    for (long i = 2; i <= n; i++) {
        if (s[i]) continue;
        count++;
        for (long j = i * i; j <= n; j += i) s[j] = 1;
    }
    printf("%ld\n", count);
    return 0;
}
"""

with tempfile.TemporaryDirectory() as folder:
    c_file = os.path.join(folder, "sieve.c")
    binary = os.path.join(folder, "sieve")
    with open(c_file, "w") as f:
        f.write(SOURCE)
    os.system(f"cc -O2 -o {binary} {c_file}")
    print(subprocess.check_output([binary, str(N)], text=True).strip())
