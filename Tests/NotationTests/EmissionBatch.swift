import Foundation
import Graph
import Notation
import Numerics
import Testing

/// Many cases in one program of a language, compiled and run at once.
struct EmissionBatch {
  let cases: [EmittedCase]

  /// The numbers of each case, in the order of its results; functions that the language refuses
  /// are empty.
  func runC() throws -> [[Double]] {
    var source = "#include <stdio.h>\n#include <stdlib.h>\n"
    var calls = ""
    for (index, item) in cases.enumerated() {
      let function = item.function(named: "f\(index)")
      guard let text = try? function.source(in: .c) else { continue }
      source += text
      calls += EmissionBatch.call(item, index, text)
    }
    source += calls + "int main(void) {\n"
    for index in cases.indices where calls.contains("void call\(index)(void)") {
      source += "  call\(index)();\n"
    }
    let lines = try CCompiler.run(source + "  return 0;\n}\n")
    return try numbers(lines)
  }

  /// The same in Python, where arrays come as lists of rows.
  func runPython() throws -> [[Double]] {
    var source = "import sys\n"
    for (index, item) in cases.enumerated() {
      guard let text = try? item.function(named: "f\(index)").source(in: .python) else { continue }
      let arguments = item.program.inputs.map { input in
        let elements = item.point[input.coordinates].map(EmissionBatch.python)
        if input.shape.isScalar { return elements[0] }
        let list = "np.array([\(elements.joined(separator: ", "))], dtype=float)"
        return "\(list).reshape((\(input.shape.rows), \(input.shape.columns)), order=\"F\")"
      }
      source += text + "\n"
      source += "result = f\(index)(\(arguments.joined(separator: ", ")))\n"
      if item.counts.count == 1 { source += "result = (result,)\n" }
      source += """
        flat = []
        for part in result:
            for element in part if isinstance(part, tuple) else (part,):
                flat += np.ravel(element, order="F").tolist()
        print(\(index), *flat)

        """
    }
    return try numbers(Interpreter.run(source, "python3 program", file: "program"))
  }

  /// The same in Swift.
  func runSwift() throws -> [[Double]] {
    var source = ""
    for (index, item) in cases.enumerated() {
      guard let text = try? item.function(named: "f\(index)").source(in: .swift) else { continue }
      // A helper that many functions bring along is defined once.
      for part in text.components(separatedBy: "\n\n") where !source.contains(part) {
        source += part + "\n\n"
      }
      let arguments = zip(item.program.inputs, item.parameterNames).map { input, name in
        let elements = item.point[input.coordinates].map(EmissionBatch.swift)
        return "\(name): "
          + (input.shape.isScalar ? elements[0] : "[\(elements.joined(separator: ", "))]")
      }
      let isNumber = item.returnsNumber
      source += "let r\(index) = f\(index)(\(arguments.joined(separator: ", ")))\n"
      let names = item.counts.map(\.name)
      let parts = names.map { name in
        let part = names.count == 1 ? "r\(index)" : "r\(index).\(name)"
        return name == "value" && isNumber ? "[\(part)]" : part
      }
      source += "print(\(index), (\(parts.joined(separator: " + ")))"
      source += ".map { String($0) }.joined(separator: \" \"))\n\n"
    }
    return try numbers(
      Interpreter.run(
        source,
        "swiftc -swift-version 6 -warnings-as-errors program.swift -o program 2>&1 && ./program",
        file: "program.swift"))
  }

  private static func python(_ value: Double) -> String {
    value.isFinite ? "\(value)" : value.isNaN ? "np.nan" : value > 0 ? "np.inf" : "-np.inf"
  }

  private static func swift(_ value: Double) -> String {
    value.isFinite ? "\(value)" : value.isNaN ? ".nan" : value > 0 ? ".infinity" : "-.infinity"
  }

  /// Lines `INDEX NUMBER …`.
  private func numbers(_ lines: [String]) throws -> [[Double]] {
    var numbers = [[Double]](repeating: [], count: cases.count)
    for line in lines {
      let words = line.split(separator: " ")
      let index = try #require(
        words.first.flatMap { Int($0) }, "\(lines.suffix(12).joined(separator: "\n"))")
      numbers[index] = words.dropFirst().map { strtod(String($0), nil) }
    }
    return numbers
  }

  private static func call(_ item: EmittedCase, _ index: Int, _ text: String) -> String {
    var body = "static void call\(index)(void) {\n"
    var arguments: [String] = []
    func list(_ values: ArraySlice<Double>) -> String {
      "{\(values.isEmpty ? "0" : values.map(hexadecimal).joined(separator: ", "))}"
    }
    if item.program.inputs.count > 32 {
      body += "  static const double inputs[] = \(list(item.point[...]));\n"
      arguments.append("inputs")
    } else {
      for (number, input) in item.program.inputs.enumerated() {
        if input.shape.isScalar {
          arguments.append(hexadecimal(item.point[input.offset]))
        } else {
          body += "  static const double a\(number)[] = \(list(item.point[input.coordinates]));\n"
          arguments.append("a\(number)")
        }
      }
    }
    var prints = ""
    for (name, count) in item.counts {
      if name == "value", item.returnsNumber {
        prints += "  printf(\" %.17g\", returned);\n"
      } else if count > 0 {
        body += "  static double \(name)[\(count)];\n"
        arguments.append(name)
        prints += "  for (int i = 0; i < \(count); i++) printf(\" %.17g\", \(name)[i]);\n"
      }
    }
    if let range = text.range(of: "double work[") {
      let size = text[range.upperBound...].prefix { $0 != "]" }
      body += "  double *work = malloc(sizeof(double)*\(size));\n"
      arguments.append("work")
      prints += "  free(work);\n"
    }
    let result = item.returnsNumber ? "const double returned = " : ""
    body += "  \(result)f\(index)(\(arguments.joined(separator: ", ")));\n"
    return body + "  printf(\"\(index)\");\n" + prints + "  puts(\"\");\n}\n"
  }

  static func hexadecimal(_ value: Double) -> String {
    if value.isNaN { return "NAN" }
    if value.isInfinite { return value > 0 ? "INFINITY" : "-INFINITY" }
    return String(format: "%a", value)
  }
}

/// Whether a number agrees with the evaluator's: the same bits, or both nan, or close.
func agrees(_ value: Double, _ expected: Double, within tolerance: Double) -> Bool {
  if value == expected || value.isNaN && expected.isNaN { return true }
  return abs(value - expected) <= tolerance
}
