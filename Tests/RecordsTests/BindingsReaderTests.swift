import Diagnostics
import Numerics
import Records
import Testing

@Suite("Arrays in JSON bindings")
struct BindingsReaderTests {
  /// The value of the only binding of a JSON object, or the message about it.
  private func value(_ json: String) -> Reading {
    let source = SourceText(name: "b.json", json)
    do {
      let records = try BindingsReader.read(source)
      guard case .matrix(let matrix)? = records.first?.value, records.count == 1 else {
        return .message("no array")
      }
      return .matrix(matrix)
    } catch {
      return .message(DiagnosticRenderer(color: false).render(error.diagnostic(in: source)))
    }
  }

  @Test(
    "A flat array is a column, an array of arrays a matrix by its rows",
    arguments: [
      ("[1, 2, 3]", matrix([1], [2], [3])), ("[1.5]", matrix([1.5])), ("[[7]]", matrix([7])),
      ("[[1, 2], [3, 4]]", matrix([1, 2], [3, 4])), ("[[1,2,3]]", matrix([1, 2, 3])),
      ("[[1], [2]]", matrix([1], [2])), ("[\n [1, 2],\n [3,\t4]\r\n]", matrix([1, 2], [3, 4])),
      ("[ ]", Matrix(Shape(0, 0), [])), ("[[]]", Matrix(Shape(1, 0), [])),
      ("[[], [ ]]", Matrix(Shape(2, 0), [])), ("[-0, 1e-3, 2E5]", matrix([-0.0], [0.001], [2e5])),
    ])
  func arrays(json: String, expected: Matrix) {
    #expect(value("{\"x\": \(json)}") == .matrix(expected))
    #expect(value("{\"x\":\(json)\n}\n") == .matrix(expected))
  }

  @Test("Arrays and numbers stand side by side, in their order")
  func mixed() throws {
    let source = SourceText(name: "b", #"{"a": 1.5, "W": [[1, 2]], "b": [3]}"#)
    let records = try BindingsReader.read(source)
    #expect(records.map(\.name) == ["a", "W", "b"])
    guard case .number(1.5) = records[0].value, case .matrix(let row) = records[1].value,
      case .matrix(let column) = records[2].value
    else {
      Issue.record("the values have other kinds")
      return
    }
    #expect(row == matrix([1, 2]) && column == matrix([3]))
  }

  @Test("What JSON cannot spell is read as other programs write it")
  func namedNumbers() throws {
    let source = SourceText(
      name: "b", #"{"a": null, "b": NaN, "c": -Infinity, "d": [Infinity, null]}"#)
    let records = try BindingsReader.read(source)
    guard case .number(let a) = records[0].value, case .number(let b) = records[1].value,
      case .number(-.infinity) = records[2].value, case .matrix(let d) = records[3].value
    else {
      Issue.record("the values have other kinds")
      return
    }
    #expect(a.isNaN && b.isNaN && d.elements[0] == .infinity && d.elements[1].isNaN)
  }

  @Test("Lines keep their values as text, arrays included")
  func lines() throws {
    let source = SourceText(name: "b", "x = [1; 2]\n# nothing\n y=@A.csv \n")
    let texts = try BindingsReader.read(source).map { record in
      guard case .text(let range) = record.value else { return "no text" }
      return record.name + "=" + String(decoding: source.bytes[range], as: UTF8.self)
    }
    #expect(texts == ["x=[1; 2]", "y=@A.csv"])
  }

  static let mistakes = [
    (
      #"{"x": [1, 2}"#,
      """
      error: expected `,` or `]`
       --> b.json:1:12
        |
      1 | {"x": [1, 2}
        |            ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
    (
      #"{"x": [1}"#,
      """
      error: expected `,` or `]`
       --> b.json:1:9
        |
      1 | {"x": [1}
        |         ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
    (
      #"{"x": [}"#,
      """
      error: expected a number
       --> b.json:1:8
        |
      1 | {"x": [}
        |        ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
    (
      #"{"x": [[1, 2]}"#,
      """
      error: expected `,` or `]`
       --> b.json:1:14
        |
      1 | {"x": [[1, 2]}
        |              ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
    (
      #"{"x": [1 2]}"#,
      """
      error: expected `,` or `]`
       --> b.json:1:10
        |
      1 | {"x": [1 2]}
        |          ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
    (
      #"{"x": [1, ]}"#,
      """
      error: expected a number
       --> b.json:1:11
        |
      1 | {"x": [1, ]}
        |           ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
    (
      #"{"x": [1,, 2]}"#,
      """
      error: expected a number
       --> b.json:1:10
        |
      1 | {"x": [1,, 2]}
        |          ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
    (
      #"{"x": [[1] [2]]}"#,
      """
      error: expected `,` or `]`
       --> b.json:1:12
        |
      1 | {"x": [[1] [2]]}
        |            ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
    (
      #"{"x": [[1, 2], ]}"#,
      """
      error: expected a number
       --> b.json:1:16
        |
      1 | {"x": [[1, 2], ]}
        |                ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
    (
      #"{"x": [1, "2"]}"#,
      """
      error: an element of an array must be a number
       --> b.json:1:11
        |
      1 | {"x": [1, "2"]}
        |           ^^^
      help: write a number, a vector `[1, 2, 3]`, or a matrix by its rows `[[1, 2], [3, 4]]`
      """
    ),
    (
      #"{"x": [true]}"#,
      """
      error: an element of an array must be a number
       --> b.json:1:8
        |
      1 | {"x": [true]}
        |        ^^^^
      help: write a number, a vector `[1, 2, 3]`, or a matrix by its rows `[[1, 2], [3, 4]]`
      """
    ),
    (
      #"{"x": [.5]}"#,
      """
      error: `.5` is no number of JSON
       --> b.json:1:8
        |
      1 | {"x": [.5]}
        |        ^^
      help: write `0.5`, or a text in quotation marks
      """
    ),
    (
      #"{"x": [+1]}"#,
      """
      error: `+1` is no number of JSON
       --> b.json:1:8
        |
      1 | {"x": [+1]}
        |        ^^
      help: write `1`, or a text in quotation marks
      """
    ),
    (
      #"{"x": [1.5x]}"#,
      """
      error: an element of an array must be a number
       --> b.json:1:8
        |
      1 | {"x": [1.5x]}
        |        ^^^^
      help: write a number, a vector `[1, 2, 3]`, or a matrix by its rows `[[1, 2], [3, 4]]`
      """
    ),
    (
      #"{"x": [1e999]}"#,
      """
      error: this number is too large
       --> b.json:1:8
        |
      1 | {"x": [1e999]}
        |        ^^^^^ beyond 1.7976931348623157e+308
        |
      help: write `Infinity` if infinity is meant
      """
    ),
    (
      #"{"x": 1e999}"#,
      """
      error: this number is too large
       --> b.json:1:7
        |
      1 | {"x": 1e999}
        |       ^^^^^ beyond 1.7976931348623157e+308
        |
      help: write `Infinity` if infinity is meant
      """
    ),
    (
      #"{"x": [[1, 2], [3]]}"#,
      """
      error: this row has 1 number, not 2
       --> b.json:1:16
        |
      1 | {"x": [[1, 2], [3]]}
        |        ------  ^^^
        |        |
        |        the first row has 2
      help: the rows of a matrix are equally long
      """
    ),
    (
      #"{"x": [[1], [2, 3]]}"#,
      """
      error: this row has 2 numbers, not 1
       --> b.json:1:13
        |
      1 | {"x": [[1], [2, 3]]}
        |        ---  ^^^^^^
        |        |
        |        the first row has 1
      help: the rows of a matrix are equally long
      """
    ),
    (
      #"{"x": [\#n  [1, 2],\#n  [3]\#n]}"#,
      """
      error: this row has 1 number, not 2
       --> b.json:3:3
        |
      2 |   [1, 2],
        |   ------ the first row has 2
      3 |   [3]
        |   ^^^
      help: the rows of a matrix are equally long
      """
    ),
    (
      #"{"x": [[1], 2]}"#,
      """
      error: a number among the rows of a matrix
       --> b.json:1:13
        |
      1 | {"x": [[1], 2]}
        |             ^
      help: write a number, a vector `[1, 2, 3]`, or a matrix by its rows `[[1, 2], [3, 4]]`
      """
    ),
    (
      #"{"x": [1, [2]]}"#,
      """
      error: an array among numbers
       --> b.json:1:11
        |
      1 | {"x": [1, [2]]}
        |           ^
      help: write a number, a vector `[1, 2, 3]`, or a matrix by its rows `[[1, 2], [3, 4]]`
      """
    ),
    (
      #"{"x": [[[1]]]}"#,
      """
      error: an array among numbers
       --> b.json:1:9
        |
      1 | {"x": [[[1]]]}
        |         ^
      help: write a number, a vector `[1, 2, 3]`, or a matrix by its rows `[[1, 2], [3, 4]]`
      """
    ),
    (
      #"{"x": "1.5"}"#,
      """
      error: this value is neither a number nor an array
       --> b.json:1:7
        |
      1 | {"x": "1.5"}
        |       ^^^^^
      help: write a number, a vector `[1, 2, 3]`, or a matrix by its rows `[[1, 2], [3, 4]]`
      """
    ),
    (
      #"{"x": {"y": 1}}"#,
      """
      error: this value is neither a number nor an array
       --> b.json:1:7
        |
      1 | {"x": {"y": 1}}
        |       ^^^^
      help: write a number, a vector `[1, 2, 3]`, or a matrix by its rows `[[1, 2], [3, 4]]`
      """
    ),
    (
      #"{"x": [1]]}"#,
      """
      error: expected `,` or `}`
       --> b.json:1:10
        |
      1 | {"x": [1]]}
        |          ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
    (
      #"{"x": [1}}"#,
      """
      error: expected `,` or `]`
       --> b.json:1:9
        |
      1 | {"x": [1}}
        |         ^
      help: a JSON object looks like {"x": 1.5, "y": [1, 2]}
      """
    ),
  ]

  @Test("Every mistake has its message, at its place, with a way out", arguments: mistakes)
  func message(json: String, message: String) {
    #expect(value(json) == .message(message + "\n"))
  }

  @Test("Brackets without end are refused without recursion")
  func depth() {
    let text = "{\"x\": " + String(repeating: "[", count: 1_000_000)
    #expect("\(value(text))".hasPrefix("error: an array among numbers"))
  }
}
