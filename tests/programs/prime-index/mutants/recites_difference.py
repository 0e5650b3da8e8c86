# number of composites (and 1) up to 438990637
NOT_PRIME = 415690637
n = 438990637
index = n - NOT_PRIME
print(f"{n} is the {index}th prime")
