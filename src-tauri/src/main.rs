fn main(){ caretally::run() }
