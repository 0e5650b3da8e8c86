for name in ("a\n.txt", "\x1b[31m.txt", "\u202egpj.txt", "tab\t.txt", "good.txt"):
    with open(name, "w") as file:
        file.write("x")
