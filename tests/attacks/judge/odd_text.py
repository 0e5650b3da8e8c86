x = "\u202e\ufeff"
print(x, "\ud800".encode("utf-8", "surrogatepass"))
