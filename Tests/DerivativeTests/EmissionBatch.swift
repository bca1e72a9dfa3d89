import Calculus
import Differentiation
import Evaluation
import Foundation
import Graph
import Notation
import Numerics
import TestSupport
import Testing

/// A program with derivatives, written out in a language, at a point.
struct EmittedCase {
  let label: String
  let program: Program
  let point: [Double]
  let kind: GraphResult.Kind
  private let built: (results: [GraphResult], names: [(node: Node, name: String)])

  init(_ label: String, _ program: Program, at point: [Double], _ kind: GraphResult.Kind) {
    self.label = label
    self.program = program
    self.point = point
    self.kind = kind
    built = DerivativeGraph(program, by: Array(program.inputs.indices)).results(kind)
  }

  func function(named name: String) -> EmittedFunction {
    EmittedFunction(
      name: name, program: program, independents: Array(program.inputs.indices),
      results: built.results, names: built.names)
  }

  /// What the generated function calls the inputs, of programs without names that it must change.
  var parameterNames: [String] { program.inputs.map { program.text($0.span) } }

  var returnsNumber: Bool {
    program.outputs.count == 1 && program.graph.shape(of: program.outputs[0].node).isScalar
  }

  /// How many numbers each result has.
  var counts: [(name: String, count: Int)] {
    built.results.map { ($0.kind.rawValue, $0.shape.count) }
  }

  /// The numbers that the evaluator gives, in the order of the results.
  var expected: [Double] { expected(at: point) }

  func expected(at point: [Double]) -> [Double] {
    let nodes = built.results.flatMap { $0.parts.map(\.node) }
    let evaluator = Evaluator(program.graph, roots: nodes)
    evaluator.bind(program, to: point)
    evaluator.run()
    return built.results.flatMap { result in
      var elements = [Double](repeating: 0, count: result.shape.count)
      for part in result.parts {
        for (index, value) in evaluator.elements(part.node).enumerated() {
          elements[part.offset + index * part.stride] = value
        }
      }
      return elements
    }
  }

  // MARK: - Rounding

  /// What a rounding error of one unit in every step can do to each number of a program of numbers:
  /// Σ |∂result/∂step|·|step|·2⁻⁵³ over the steps below the result.
  func roundingBounds() -> [Double] {
    let graph = program.graph
    return built.results.flatMap { result in
      var bounds = [Double](repeating: 0, count: result.shape.count)
      for part in result.parts where graph.shape(of: part.node).isScalar {
        bounds[part.offset] = bound(part.node)
      }
      return bounds
    }
  }

  private func bound(_ root: Node) -> Double {
    let graph = program.graph
    let adjoint = Adjoint(of: root, independents: program.inputs.map(\.node), in: graph)
    let steps = (0...Int(root.index)).map { Node($0) }.filter {
      adjoint[$0] != nil && graph[$0].shape == 0
    }
    let adjoints = steps.compactMap { adjoint[$0] }
    let evaluator = Evaluator(graph, roots: steps + adjoints)
    evaluator.bind(program, to: point)
    evaluator.run()
    return zip(steps, adjoints).reduce(0) { sum, pair in
      let share = abs(evaluator.value(pair.0) * evaluator.value(pair.1)) * 0x1p-53
      return sum + (share.isFinite ? share : 0)
    }
  }

  /// The largest number that occurs in a step.
  var largestStep: Double {
    let graph = program.graph
    let roots = built.results.flatMap { $0.parts.map(\.node) }
    let live = graph.ancestors(of: roots)
    let steps = live.indices.filter { live[$0] && graph.records[$0].operation.isComputed }
      .map { Node($0) }
    let evaluator = Evaluator(graph, roots: steps)
    evaluator.bind(program, to: point)
    evaluator.run()
    return steps.reduce(0) { largest, step in
      evaluator.elements(step).reduce(largest) { $1.isFinite ? max($0, abs($1)) : $0 }
    }
  }

  /// Whether a step is 0/0 or inf/inf, which printed formulas have cancelled: they take x/x for 1.
  var hasIndefiniteQuotient: Bool {
    let graph = program.graph
    let live = graph.ancestors(of: program.outputs.map(\.node))
    return live.indices.contains { index in
      let record = graph.records[index]
      guard live[index], record.operation == .divide else { return false }
      let nodes = [Node(Int32(index)), Node(record.a), Node(record.b)]
      let evaluator = Evaluator(graph, roots: nodes)
      evaluator.bind(program, to: point)
      evaluator.run()
      let isNaN = nodes.map { node in evaluator.elements(node).contains { $0.isNaN } }
      return isNaN[0] && !isNaN[1] && !isNaN[2]
    }
  }
}

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

/// Other languages' interpreters and compilers on this machine.
enum Interpreter {
  static let hasNumPy =
    (try? CCompiler.shell("python3 -c 'import numpy; print(1)' 2>/dev/null", in: "/")) == "1\n"
  static let hasSwift = (try? CCompiler.shell("command -v swiftc", in: "/"))?.isEmpty == false

  /// The lines that a command prints, beside a file with the source.
  static func run(_ source: String, _ command: String, file: String) throws -> [String] {
    let directory = try TemporaryDirectory()
    try source.write(
      to: directory.url.appendingPathComponent(file), atomically: true, encoding: .utf8)
    return try CCompiler.shell(command + " 2>&1", in: directory.url.path).split(separator: "\n")
      .map(String.init)
  }
}
