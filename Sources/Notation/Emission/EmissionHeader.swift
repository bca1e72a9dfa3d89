import Graph
import Numerics

/// What stands above a generated function: the program, and what goes in and comes out.
struct EmissionHeader {
  private let function: EmittedFunction
  private let inputNames: [String]

  init(_ function: EmittedFunction, inputNames: [String]) {
    self.function = function
    self.inputNames = inputNames
  }

  /// - Parameters:
  ///   - work: how many numbers the caller lends.
  ///   - isPython: whether arrays have rows and columns of their own.
  func lines(work: Int = 0, isPython: Bool = false) -> [String] {
    var lines = [title, ""]
    lines += programLines
    lines.append("")
    lines += isPython ? pythonEntries : entries(work: work)
    if isPython { return lines }
    if function.program.graph.hasArrays || function.results.contains(where: { $0.shape.columns > 1 })
    {
      lines += ["", "Matrices lie in memory column after column."]
    }
    return lines
  }

  private var title: String {
    let derivatives = function.results.dropFirst().map(\.kind.rawValue)
    let what = (["value"] + derivatives).joined(separator: " and ")
    return "\(function.name): the \(what) of"
  }

  /// The program's text; of a long one the beginning.
  private var programLines: [String] {
    let source = function.program.source.bytes
    let shown = source.prefix(EmissionHeader.mostBytes)
    var lines = String(decoding: shown, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: { $0.isNewline }
    ).map(String.init)
    while lines.last?.allSatisfy({ $0 == " " }) ?? false { lines.removeLast() }
    let isCut = shown.count < source.count || lines.count > EmissionHeader.mostLines
    lines = Array(lines.prefix(EmissionHeader.mostLines)) + (isCut ? ["…"] : [])
    return lines.map { "    " + EmissionHeader.printable($0) }
  }

  private static let mostBytes = 4000
  private static let mostLines = 50

  private static func printable(_ line: String) -> String {
    String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
  }

  /// One line for each parameter and result.
  private func entries(work: Int) -> [String] {
    var entries: [(name: String, meaning: String)] = []
    let program = function.program
    if function.packsInputs {
      entries.append(("inputs[\(program.coordinateCount)]", inputList))
    } else {
      for (input, name) in zip(program.inputs, inputNames) {
        entries.append(
          input.shape.isScalar
            ? (name, "a number")
            : ("\(name)[\(input.shape.count)]", EmissionHeader.described(input.shape)))
      }
    }
    for result in function.results {
      if result.kind == .value, function.returnsNumber {
        entries.append(("returns", "the value"))
      } else {
        entries.append(("\(result.kind.rawValue)[\(result.shape.count)]", meaning(of: result)))
      }
    }
    if work > 0 { entries.append(("work[\(work)]", "memory for intermediate values")) }
    return EmissionHeader.aligned(entries)
  }

  /// The same where arrays know their shapes.
  private var pythonEntries: [String] {
    let program = function.program
    var entries: [(name: String, meaning: String)] = []
    if function.packsInputs {
      entries.append(("inputs", inputList))
    } else {
      for (input, name) in zip(program.inputs, inputNames) {
        entries.append((name, EmissionHeader.pythonShape(input.shape)))
      }
    }
    for result in function.results {
      switch result.kind {
      case .value:
        entries.append(
          (function.results.count == 1 ? "returns" : "value", result.parts.count == 1 ? "the value" : "a tuple of the outputs"))
      case .gradient:
        entries.append(
          (
            "gradient",
            (function.packsInputs ? "an array of " : "a tuple of ") + meaning(of: result).dropFirst("out: ".count)
          ))
      case .jacobian, .hessian: entries.append((result.kind.rawValue, String(meaning(of: result).dropFirst("out: ".count))))
      }
    }
    return EmissionHeader.aligned(entries)
  }

  private static func pythonShape(_ shape: Shape) -> String {
    shape.isScalar ? "a number, or an array of numbers" : "an array of shape (\(shape.rows), \(shape.columns))"
  }

  private static func aligned(_ entries: [(name: String, meaning: String)]) -> [String] {
    let width = entries.map(\.name.count).max() ?? 0
    return entries.map { name, meaning in
      "  " + name + String(repeating: " ", count: width + 2 - name.count) + meaning
    }
  }

  private static func described(_ shape: Shape) -> String {
    shape.columns == 1
      ? "a column of \(shape.rows)"
      : shape.rows == 1 ? "a row of \(shape.columns)" : "a matrix of \(shape.rows)x\(shape.columns)"
  }

  private var inputList: String {
    let program = function.program
    let shown = program.inputs.prefix(8).map { program.text($0.span) }.joined(separator: ", ")
    return "the inputs in the order in which they appear: " + shown
      + (program.inputs.count > 8 ? ", ..." : "")
  }

  private func meaning(of result: GraphResult) -> String {
    let program = function.program
    let names = function.independents.map { program.text(program.inputs[$0].span) }
    let by =
      names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", ..." : "")
    let outputs = program.outputs.prefix(8).map { program.name(of: $0) }
      .joined(separator: ", ") + (program.outputs.count > 8 ? ", ..." : "")
    switch result.kind {
    case .value: return "out: " + EmissionHeader.printable(outputs)
    case .gradient: return "out: the derivatives by \(by)"
    case .jacobian:
      return "out: \(result.shape.rows)x\(result.shape.columns), a row for each output, "
        + "a column for each of \(by)"
    case .hessian: return "out: \(result.shape.rows)x\(result.shape.columns), by \(by)"
    }
  }
}
