import Diagnostics
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
    lines += fixedNumbers
    let hasMatrices =
      function.program.inputs.contains { !$0.shape.isVector }
      || function.results.contains { !$0.shape.isVector && $0.shape.count > 0 }
    if hasMatrices, !isPython {
      lines += ["", "Matrices lie in memory column after column."]
    }
    return lines.map(EmissionHeader.printable)
  }

  private var title: String {
    let what =
      switch function.results.last?.kind {
      case .gradient: "value and gradient"
      case .jacobian: "value and Jacobian"
      case .hessian: "value, gradient and Hessian"
      case .value, nil: "value"
      }
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
    return lines.map { "    " + $0 }
  }

  private static let mostBytes = 4000
  private static let mostLines = 50

  /// A line in which nothing is hidden and nothing changes what editors show, without blanks at its
  /// end.
  private static func printable(_ line: String) -> String {
    var bytes: [UInt8] = []
    DisplayText.append(line.replacing("\t", by: " "), to: &bytes)
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What the code was made for.
  private var fixedNumbers: [String] {
    let numbers = function.program.wholeNumbers
    guard !numbers.isEmpty else { return [] }
    let values = numbers.map { "\($0.name) = \(DecimalWriter.text($0.value))" }
    return ["", "Fixed in this code: " + EmissionHeader.list(values)]
  }

  // MARK: - Parameters and results

  /// What a parameter or a result is called, and what it is.
  private typealias Entry = (name: String, meaning: String)

  /// One line for each parameter and result that has elements.
  private func entries(work: Int) -> [String] {
    let program = function.program
    var entries: [Entry] = []
    if function.packsInputs {
      entries.append(("\(EmittedFunction.packedInputs)[\(program.coordinateCount)]", inputList))
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
      } else if result.shape.count > 0 {
        entries.append(
          ("\(result.kind.rawValue)[\(result.shape.count)]", "out: " + meaning(of: result)))
      }
    }
    if work > 0 {
      entries.append(("\(EmittedFunction.memory)[\(work)]", "memory for intermediate values"))
    }
    return EmissionHeader.aligned(entries)
  }

  /// The same where arrays know their shapes.
  private var pythonEntries: [String] {
    var entries: [Entry] = []
    if function.packsInputs {
      entries.append((EmittedFunction.packedInputs, inputList))
    } else {
      for (input, name) in zip(function.program.inputs, inputNames) {
        entries.append((name, pythonShape(input.shape)))
      }
    }
    for result in function.results {
      switch result.kind {
      case .value:
        entries.append(
          (
            function.results.count == 1 ? "returns" : "value",
            result.parts.count == 1 ? "the value" : "a tuple of the outputs"
          ))
      case .gradient:
        let collection = function.packsInputs ? "an array of " : "a tuple of "
        entries.append(("gradient", collection + meaning(of: result)))
      case .jacobian, .hessian: entries.append((result.kind.rawValue, meaning(of: result)))
      }
    }
    return EmissionHeader.aligned(entries)
  }

  /// Functions of numbers also work element by element, unless their derivatives fill a matrix.
  private func pythonShape(_ shape: Shape) -> String {
    guard shape.isScalar else { return "an array of shape (\(shape.rows), \(shape.columns))" }
    let isElementwise =
      function.program.inputs.allSatisfy(\.shape.isScalar) && !function.packsInputs
      && function.results.allSatisfy { $0.kind == .value || $0.kind == .gradient }
    return isElementwise ? "a number, or an array of numbers" : "a number"
  }

  private static func aligned(_ entries: [Entry]) -> [String] {
    let width = entries.map(\.name.count).max() ?? 0
    return entries.map { name, meaning in
      "  " + name + String(repeating: " ", count: width + 2 - name.count) + meaning
    }
  }

  private static func described(_ shape: Shape) -> String {
    shape.columns == 1
      ? "a column of \(shape.rows)"
      : shape.rows == 1
        ? "a row of \(shape.columns)" : "a matrix of \(shape.rows)x\(shape.columns)"
  }

  private var inputList: String {
    "the inputs in the order in which they appear: "
      + EmissionHeader.list(function.program.inputs.map { function.program.text($0.span) })
  }

  private func meaning(of result: GraphResult) -> String {
    let program = function.program
    let by = EmissionHeader.list(
      function.independents.map { program.text(program.inputs[$0].span) })
    let size = "\(result.shape.rows)x\(result.shape.columns)"
    switch result.kind {
    case .value:
      return EmissionHeader.list(program.outputs.map { program.name(of: $0) })
    case .gradient: return by.isEmpty ? "nothing" : "the derivatives by \(by)"
    case .jacobian: return "\(size), a row for each output, a column for each of \(by)"
    case .hessian: return "\(size), by \(by)"
    }
  }

  /// The first names of a list.
  private static func list(_ names: [String]) -> String {
    names.prefix(mostNames).joined(separator: ", ") + (names.count > mostNames ? ", ..." : "")
  }

  private static let mostNames = 8
}
