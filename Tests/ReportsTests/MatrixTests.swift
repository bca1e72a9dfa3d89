import Foundation
import Numerics
import Reports
import Testing

@Suite("Matrices in every format")
struct MatrixTests {
  private static let tabular = ReportFormat.allCases.filter { $0 != .json && $0 != .ndjson }

  /// Equal doubles, zeros with their signs; any nan is any other.
  private func areSame(_ read: [[Double]], _ expected: [[Double]]) -> Bool {
    let canonical = { (number: Double) in number.isNaN ? Double.nan : number }
    return read.map { $0.map { canonical($0).bitPattern } }
      == expected.map { $0.map { canonical($0).bitPattern } }
  }

  @Test("A matrix with a name reads back", arguments: tabular, MatrixSample.allCases)
  func named(format: ReportFormat, sample: MatrixSample) throws {
    let text = written(sample.named, as: format)
    let read: [[Double]]
    switch format {
    case .text:
      let lines = text.split(separator: "\n").map(String.init)
      let gap = sample == .scalar ? 1 : 2
      let nameWidth = sample == .scalar ? "W".count : "first".count
      #expect(lines.first == (sample == .scalar ? "first 2.5" : "first  2.5"))
      #expect(lines.last?.hasPrefix("y") == true)
      read = MatrixReader.text(
        lines.dropFirst().dropLast().map { String($0.dropFirst(nameWidth + gap)) })
    case .csv, .tsv:
      let lines = try #require(Reader.tables(text, as: format).first)
      #expect(lines.first == ["input", "derivative"])
      #expect(lines[1] == ["first", "2.5"])
      #expect(lines.last == ["y", "-1"])
      let elements = Array(lines.dropFirst(2).dropLast())
      read =
        sample == .scalar
        ? elements.map { [MatrixReader.number($0[1][...])] } : MatrixReader.elements(elements)
    case .markdown, .latex:
      let cell = try #require(Reader.tables(text, as: format).first?[2][1])
      if format == .markdown {
        read = sample == .scalar ? [[try #require(Double(cell))]] : MatrixReader.program(cell)
      } else {
        let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("W & $") })
        read = MatrixReader.latex(String(row.dropFirst(5).dropLast(4)))
      }
    case .json, .ndjson: return
    }
    // Separated values have no line for what has no element.
    let isWithoutLines = (format == .csv || format == .tsv) && sample == .noColumns
    #expect(areSame(read, isWithoutLines ? [] : sample.rows))
  }

  @Test("A matrix that is the whole answer reads back", arguments: tabular, MatrixSample.allCases)
  func alone(format: ReportFormat, sample: MatrixSample) throws {
    let text = written(sample.alone, as: format)
    let columns = sample.matrix.shape.columns
    let read: [[Double]]
    switch format {
    case .text: read = MatrixReader.text(text.split(separator: "\n").map(String.init))
    case .csv, .tsv, .markdown:
      let lines = try #require(Reader.tables(text, as: format).first)
      let isCode = format == .markdown && sample.matrix.shape.count == 0
      let isOneColumn = sample == .scalar || columns == 0 || isCode
      let header = isOneColumn ? ["value"] : (1...columns).map { "value_\($0)" }
      #expect(lines.first == header)
      read =
        isCode
        ? MatrixReader.program(lines[1][0])
        : lines.dropFirst().map { $0.map { MatrixReader.number($0[...]) } }
    case .latex:
      let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("$") })
      read = MatrixReader.latex(String(row.dropFirst().dropLast(4)))
    case .json, .ndjson: return
    }
    let isWithoutLines = (format == .csv || format == .tsv) && sample == .noColumns
    #expect(areSame(read, isWithoutLines ? [] : sample.rows))
  }

  @Test("JSON has an array of rows, a bare number for 1×1", arguments: MatrixSample.allCases)
  func json(sample: MatrixSample) throws {
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(written(sample.alone, as: .json).utf8))
        as? [String: Any])
    if sample == .scalar {
      #expect(object["value"] as? Double == 0.1)
    } else {
      let rows = try #require(object["value"] as? [[Any]])
      let numbers = rows.map { $0.map { $0 as? Double ?? .nan } }
      #expect(areSame(numbers, sample.rows.map { $0.map { $0.isFinite ? $0 : .nan } }))
    }
  }

  @Test("The JSON of matrices, character by character")
  func jsonText() {
    func text(_ sample: MatrixSample) -> String { written(sample.alone, as: .ndjson) }
    #expect(text(.square) == #"{"value":[[19,22],[43,50]]}"# + "\n")
    #expect(text(.row) == #"{"value":[[1,-2.5,3]]}"# + "\n")
    #expect(text(.tall) == #"{"value":[[1,2],[-30.5,4],[5,0.001]]}"# + "\n")
    #expect(text(.notFinite) == #"{"value":[[null,1],[null,null]]}"# + "\n")
    #expect(text(.noRows) == #"{"value":[]}"# + "\n")
    #expect(text(.noColumns) == #"{"value":[[],[],[]]}"# + "\n")
    #expect(text(.nothing) == #"{"value":[]}"# + "\n")
    #expect(text(.scalar) == #"{"value":0.1}"# + "\n")
  }

  @Test("A 1×1 matrix comes out like its number", arguments: ReportFormat.allCases)
  func scalars(format: ReportFormat) {
    for style in [Table.Style.plain, .grid] {
      for number in [0.1, .nan, -.infinity, -0.0, 1e300] {
        func text(_ cell: Cell, _ value: JSONValue) -> String {
          let tables = [
            Table(columns: [.init(name: "value")], rows: [[cell]], style: style),
            Table(
              columns: [.init(name: "name"), .init(name: "value")],
              rows: [[.text("x"), cell], [.text("long"), cell]], style: style),
          ]
          return written(Report(tables: tables, json: [("v", value)]), as: format, digits: 4)
        }
        #expect(
          text(.matrix(Matrix(number)), .matrix(Matrix(number)))
            == text(.number(number), .number(number)))
      }
    }
  }

  @Test("Digits are obeyed by every element", arguments: ReportFormat.allCases)
  func digits(format: ReportFormat) {
    for report in [MatrixSample.wide.alone, MatrixSample.wide.named, MatrixSample.wide.traced] {
      let numbers = written(report, as: format, digits: 3).matches(of: /\d+\.\d+/)
      #expect(numbers.count >= 75)
      #expect(numbers.allSatisfy { $0.output.count <= 5 })
    }
  }
}
