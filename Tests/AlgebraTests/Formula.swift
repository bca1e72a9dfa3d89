import Diagnostics
import Graph
import Language
import ProgramSupport

/// A program's derivative as program text, in process: by x, or by the first input, unless names
/// are given.
func derivative(
  _ text: String, by names: [String]? = nil, order: Int = 1, differential: Bool = false
) throws -> String {
  let program = try Program(text)
  let usual = program.input(named: "x") == nil ? program.inputNames[0] : "x"
  let inputs = try (names ?? [usual]).map { name in
    guard let index = program.input(named: name) else { throw UnknownInput(name: name) }
    return index
  }
  return PrintedDerivative(program).texts(by: inputs, order: order, isDifferential: differential)[0]
}

struct UnknownInput: Error {
  let name: String
}

/// The value of a program at a point.
func value(_ text: String, at point: [String: Double]) throws -> Double {
  try Subject(text).value(point)
}

/// A partial derivative by the evaluator.
func partial(_ text: String, by name: String, at point: [String: Double]) throws -> Double {
  guard let partial = try Subject(text).gradient(point)[name] else {
    throw UnknownInput(name: name)
  }
  return partial
}

/// How many operations a program text has, as the parser reads it.
func operationCount(_ text: String) throws -> Int {
  var count = 0
  try Parser.forEachStatement(of: SourceText(name: "test", text)) { tree, _ in
    for node in tree.nodes {
      switch node.kind {
      case .number, .name, .functionName: break
      default: count += 1
      }
    }
    return true
  }
  return count
}
