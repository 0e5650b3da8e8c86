from sympy import primepi

print(primepi(438990637))
