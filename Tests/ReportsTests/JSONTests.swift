import Diagnostics
import Foundation
import Reports
import Testing

@Suite("JSON")
struct JSONTests {
  @Test(
    "Each report is one valid object on one line",
    arguments: Sample.all + MatrixSample.allCases.flatMap(\.samples))
  func valid(sample: Sample) throws {
    let text = written(sample.report, as: .json)
    #expect(text == written(sample.report, as: .ndjson))
    #expect(text.filter { $0 == "\n" }.count == 1)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    var keys = Set(sample.report.json.map(\.key))
    if !sample.report.findings.isEmpty { keys.insert("findings") }
    #expect(Set(object.keys) == keys)
  }

  @Test("Members keep their order, without blanks")
  func order() {
    #expect(
      written(Sample.gradient.report, as: .json)
        == #"{"value":1.6837187220587255,"gradient":{"x":2.298781296336581,"y":-0.5},"mode":"reverse"}"#
        + "\n")
  }

  @Test("What is not finite is null, with the findings beside it")
  func nonFinite() {
    #expect(
      written(Sample.numbers.report, as: .json, digits: 2)
        == #"{"value":null,"values":[null,-1.5e-07],"flag":true,"nothing":null,"#
        + #""findings":[{"severity":"warning","message":"the value is nan","line":2,"column":8},"#
        + #"{"severity":"warning","message":"no place"}]}"# + "\n")
  }

  @Test("The members are made by formats that write them, and by no other")
  func laziness() {
    var made: [String] = []
    func number(_ name: String) -> JSONValue {
      made.append(name)
      return .integer(made.count)
    }
    var report = Report(tables: Sample.gradient.report.tables, json: [("a", number("a"))])
    report.addMember("b", number("b"))
    for format in ReportFormat.allCases where format != .json && format != .ndjson {
      _ = written(report, as: format)
    }
    #expect(made.isEmpty)
    #expect(written(report, as: .json) == #"{"a":1,"b":2}"# + "\n")
    #expect(made == ["a", "b"])
  }

  @Test("Strings of any scalars read back")
  func strings() throws {
    let scalars = (0..<0x3000).compactMap(Unicode.Scalar.init(_:)) + ["😀", "\u{10FFFF}"]
    for scalar in scalars {
      let string = "a" + String(scalar) + "b"
      let text = written(Report(json: [(string, .string(string))]), as: .json)
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String])
      let member = try #require(object.first)
      #expect(Array(member.key.unicodeScalars) == Array(string.unicodeScalars))
      #expect(Array(member.value.unicodeScalars) == Array(string.unicodeScalars))
    }
  }

  @Test("Numbers read back to the same double")
  func numbers() throws {
    let numbers = [
      0.1, -0.0, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1.0 / 3, 123_456_789,
      1e22,
    ]
    let text = written(Report(json: [("v", .array(numbers.map(JSONValue.number)))]), as: .json)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [Double]])
    #expect(object["v"]?.map(\.bitPattern) == numbers.map(\.bitPattern))
  }
}
