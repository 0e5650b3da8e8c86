"""Reading programs that read and print: numbers in their text, and answers in their output."""
