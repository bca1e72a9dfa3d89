import Records
import Testing

@Suite("Mistakes in matrices of text")
struct MatrixTextErrorTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let text: String
    let format: MatrixFormat
    let message: String

    init(_ text: String, _ format: MatrixFormat, _ message: String) {
      (self.text, self.format, self.message) = (text, format, message)
    }

    var testDescription: String { text }
  }

  static let mistakes = [
    Mistake(
      "", .csv,
      """
      error: this file has no numbers
       --> A
      help: write the rows of the matrix, one on each line
      """),
    Mistake(
      "# x\nx,y\n\n", .csv,
      """
      error: this file has no numbers
       --> A
      help: write the rows of the matrix, one on each line
      """),
    Mistake(
      "\u{FEFF}", .text,
      """
      error: this file has no numbers
       --> A
      help: write the rows of the matrix, one on each line
      """),
    Mistake(
      "1,2\n3,1.O\n", .csv,
      """
      error: `1.O` is not a number
       --> A:2:3
        |
      2 | 3,1.O
        |   ^^^
      help: write a number such as `1.5`, or `nan` where a value is not known
      """),
    Mistake(
      "1,NA\n", .csv,
      """
      error: `NA` is not a number
       --> A:1:3
        |
      1 | 1,NA
        |   ^^
      help: write a number such as `1.5`, or `nan` where a value is not known
      """),
    Mistake(
      "1.5.2\n2\n", .csv,
      """
      error: `1.5.2` is not a number
       --> A:1:1
        |
      1 | 1.5.2
        | ^^^^^
      help: write a number such as `1.5`, or `nan` where a value is not known
      """),
    Mistake(
      "1,\"a\"\"b\"\n", .csv,
      """
      error: `a""b` is not a number
       --> A:1:4
        |
      1 | 1,"a""b"
        |    ^^^^
      help: write a number such as `1.5`, or `nan` where a value is not known
      """),
    Mistake(
      "1,\"2\"3\n", .csv,
      """
      error: `"2"3` is not a number
       --> A:1:3
        |
      1 | 1,"2"3
        |   ^^^^
      help: write a number such as `1.5`, or `nan` where a value is not known
      """),
    Mistake(
      "1,\0\n", .csv,
      #"""
      error: `\0` is not a number
       --> A:1:3
        |
      1 | 1,\0
        |   ^^
      help: write a number such as `1.5`, or `nan` where a value is not known
      """#),
    Mistake(
      "1.#INF,2\n", .csv,
      """
      error: `1.#INF` is not a number
       --> A:1:1
        |
      1 | 1.#INF,2
        | ^^^^^^
      help: write a number such as `1.5`, or `nan` where a value is not known
      """),
    Mistake(
      "1,2\n3,θθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθ\n", .csv,
      """
      error: `θθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθ…` is not a number
       --> A:2:3
        |
      2 | 3,θθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθθ
        |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      help: write a number such as `1.5`, or `nan` where a value is not known
      """),
    Mistake(
      "1;2;3\n4;5;6\n", .csv,
      """
      error: `1;2;3` is not a number
       --> A:1:1
        |
      1 | 1;2;3
        | ^^^^^
      help: `--delimiter ';'` reads this line as 1, 2, 3
      """),
    Mistake(
      "1 2\n", .csv,
      """
      error: `1 2` is not a number
       --> A:1:1
        |
      1 | 1 2
        | ^^^
      help: `--delimiter ' '` reads this line as 1, 2
      """),
    Mistake(
      "1,5\t2,5\n", .tsv,
      """
      error: `1,5` is not a number
       --> A:1:1
        |
      1 | 1,5	2,5
        | ^^^
      help: `--decimal ,` reads it as 1.5
      """),
    Mistake(
      "1 2\n", .tsv,
      """
      error: `1 2` is not a number
       --> A:1:1
        |
      1 | 1 2
        | ^^^
      help: `--delimiter ' '` reads this line as 1, 2
      """),
    Mistake(
      "1 2\r3 4\n", .text,
      #"""
      error: `2\r3` is not a number
       --> A:1:3
        |
      1 | 1 2\r3 4
        |   ^^^^
      help: a carriage return alone ends no line: convert the file with `tr '\r' '\n'`
      """#),
    Mistake(
      "x,y\n1,2\ns,m\n", .csv,
      """
      error: `s` is not a number
       --> A:3:1
        |
      3 | s,m
        | ^
      help: write a number such as `1.5`, or `nan` where a value is not known
      """),
    Mistake(
      "1,2\n3,1e999\n", .csv,
      """
      error: this number is too large
       --> A:2:3
        |
      2 | 3,1e999
        |   ^^^^^ beyond 1.7976931348623157e+308
        |
      help: write `inf` if infinity is meant
      """),
    Mistake(
      "-1e400 1\n", .text,
      """
      error: this number is too large
       --> A:1:1
        |
      1 | -1e400 1
        | ^^^^^^ beyond 1.7976931348623157e+308
        |
      help: write `inf` if infinity is meant
      """),
    Mistake(
      "1,2\n3,\n", .csv,
      """
      error: a number is missing
       --> A:2:3
        |
      2 | 3,
        |   ^
      help: write `nan` where a value is not known; a line does not end with a separator
      """),
    Mistake(
      "1,2\n ,3\n", .csv,
      """
      error: a number is missing
       --> A:2:2
        |
      2 |  ,3
        |  ^
      help: write `nan` where a value is not known; a line does not end with a separator
      """),
    Mistake(
      "1,,2\n", .text,
      """
      error: a number is missing
       --> A:1:3
        |
      1 | 1,,2
        |   ^
      help: write `nan` where a value is not known; a line does not end with a separator
      """),
    Mistake(
      "1\t\t2\n", .tsv,
      """
      error: a number is missing
       --> A:1:3
        |
      1 | 1		2
        |  	^
      help: write `nan` where a value is not known; a line does not end with a separator
      """),
    Mistake(
      "1,2, # three\n", .csv,
      """
      error: a number is missing
       --> A:1:6
        |
      1 | 1,2, # three
        |      ^
      help: write `nan` where a value is not known; a line does not end with a separator
      """),
    Mistake(
      "\"\"\n1\n", .csv,
      """
      error: a number is missing
       --> A:1:2
        |
      1 | ""
        |  ^
      help: write `nan` where a value is not known; a line does not end with a separator
      """),
    Mistake(
      "1,\"2\n3,4\n", .csv,
      """
      error: this quotation mark is never closed
       --> A:1:3
        |
      1 | 1,"2
        |   ^
      help: numbers need none: remove it
      """),
    Mistake(
      "\"x\n1\n", .text,
      """
      error: this quotation mark is never closed
       --> A:1:1
        |
      1 | "x
        | ^
      help: numbers need none: remove it
      """),
    Mistake(
      "x,y,3\n1,2,3\n", .csv,
      """
      error: `x` is not a number
       --> A:1:1
        |
      1 | x,y,3
        | ^   - this is one, so the line is no header
        |
      help: write a number, or begin the line with `#` if it is a comment
      """),
    Mistake(
      ",x,3\n", .csv,
      """
      error: `x` is not a number
       --> A:1:2
        |
      1 | ,x,3
        |  ^ - this is one, so the line is no header
        |
      help: write a number, or begin the line with `#` if it is a comment
      """),
    Mistake(
      "x,y\n1,2\n3,4\n5\n", .csv,
      """
      error: this row has 1 number, not 2
       --> A:4:2
        |
      4 | 5
        |  ^ expected 2 numbers as in line 2
        |
      help: rows are equally long; write `nan` where a value is not known
      """),
    Mistake(
      "1,2\n3,4,5,6\n", .csv,
      """
      error: this row has 4 numbers, not 2
       --> A:2:5
        |
      2 | 3,4,5,6
        |     ^ expected 2 numbers as in line 1
        |
      help: rows are equally long; write `nan` where a value is not known
      """),
    Mistake(
      "1\n2 3\n", .text,
      """
      error: this row has 2 numbers, not 1
       --> A:2:3
        |
      2 | 2 3
        |   ^ expected 1 number as in line 1
        |
      help: rows are equally long; write `nan` where a value is not known
      """),
    Mistake(
      "x y\n1 2 3\n#\n#\n#\n#\n#\n#\n#\n#\n#\n1\n", .text,
      """
      error: this row has 1 number, not 3
        --> A:12:2
         |
      12 | 1
         |  ^ expected 3 numbers as in line 2
         |
      help: rows are equally long; write `nan` where a value is not known
      """),
    Mistake(
      "1,2\r\n3 # four\r\n", .csv,
      """
      error: this row has 1 number, not 2
       --> A:2:2
        |
      2 | 3 # four
        |  ^ expected 2 numbers as in line 1
        |
      help: rows are equally long; write `nan` where a value is not known
      """),
    Mistake(
      "1,2\n\n3,4\n", .csv,
      """
      error: a blank line between rows
       --> A:2:1
        |
      2 |
        | ^
      help: remove it, or write `nan` where a value is not known
      """),
    Mistake(
      "1\n\r\n# c\n\n2\n", .text,
      """
      error: a blank line between rows
       --> A:2:1
        |
      2 |
        | ^
      help: remove it, or write `nan` where a value is not known
      """),
    Mistake(
      "1,5 2,5\n", .text,
      """
      error: numbers are separated in two ways
       --> A:1:4
        |
      1 | 1,5 2,5
        |    ^ before, by a comma
        |
      help: `--decimal ,` reads this line as 1.5, 2.5
      """),
    Mistake(
      "1 2\n3, 4\n", .text,
      """
      error: numbers are separated in two ways
       --> A:2:2
        |
      2 | 3, 4
        |  ^ before, by a blank
        |
      help: use one separator in the whole file, and a point in numbers: `1.5`
      """),
    Mistake(
      "1;2,3\n", .text,
      """
      error: numbers are separated in two ways
       --> A:1:4
        |
      1 | 1;2,3
        |    ^ before, by a semicolon
        |
      help: `--decimal ,` reads this line as 1, 2.3
      """),
    Mistake(
      "1, 2 3\n", .text,
      """
      error: numbers are separated in two ways
       --> A:1:5
        |
      1 | 1, 2 3
        |     ^ before, by a comma
        |
      help: use one separator in the whole file, and a point in numbers: `1.5`
      """),
    Mistake(
      "1\t2;3\n", .text,
      """
      error: numbers are separated in two ways
       --> A:1:4
        |
      1 | 1	2;3
        |  	 ^ before, by a blank
        |
      help: use one separator in the whole file, and a point in numbers: `1.5`
      """),
  ]

  @Test("Every mistake has its message, at its place, with a way out", arguments: mistakes)
  func message(mistake: Mistake) {
    #expect(reading(mistake.text, mistake.format) == .message(mistake.message + "\n"))
  }

  @Test("UTF-16 is named")
  func sixteenBits() {
    let message = """
      error: this text is in UTF-16
       --> A
      help: save it as UTF-8

      """
    for start: [UInt8] in [[0xFF, 0xFE, 0x31, 0], [0xFE, 0xFF, 0, 0x31]] {
      #expect(reading(start, .csv) == .message(message))
    }
  }
}
