for number in range(1000):
    with open(f'{number}.txt', 'w') as file:
        file.write('x')
