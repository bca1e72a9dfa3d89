import Calculus
import Numerics

/// C99 with `<math.h>`.
struct CSyntax: CodeSyntax {
  var language: EmittedLanguage { .c }
  var longestExpression: Int { 8 }

  func literal(_ value: Double) -> CodePiece {
    let piece = CSource().number(value)
    return CodePiece(piece.text, piece.precedence)
  }

  func number(of condition: CodePiece) -> CodePiece {
    CodePiece("(double)" + condition.enclosed(below: Piece.atom), Precedence.sign)
  }

  func isNaN(_ operand: String) -> String { "isnan(\(operand))" }
  func squareRoot(_ operand: String) -> String { "sqrt(\(operand))" }

  func apply(_ primitive: Primitive, _ operands: [CodePiece]) -> CodePiece? {
    switch primitive.c {
    case .function(let name): return call(name, operands)
    case .expression(let template):
      if CTemplate(template).isHelper { return call(CSyntax.helperName(primitive), operands) }
      return CTemplate(template).filled(operands)
    case .helper(let function): return call(function.name, operands)
    case .missing: return nil
    }
  }

  private func call(_ name: String, _ operands: [CodePiece]) -> CodePiece {
    if operands.count > 2, name.hasSuffix("max") || name.hasSuffix("min") {
      return operands.dropFirst().reduce(operands[0]) {
        CodePiece("\(name)(\($0.text), \($1.text))")
      }
    }
    return CodePiece("\(name)(\(operands.map(\.text).joined(separator: ", ")))")
  }

  static func helperName(_ primitive: Primitive) -> String { "ad_" + primitive.name }

  func helper(_ primitive: Primitive) -> CFunction? {
    let name = CSyntax.helperName(primitive)
    switch primitive.c {
    case .helper(let function): return function
    case .expression(let template) where CTemplate(template).isHelper:
      let body = CTemplate(template).filled(primitive.parameters.map { CodePiece($0) }).text
      let parameters = primitive.parameters.map { "double \($0)" }.joined(separator: ", ")
      return CFunction(
        name,
        "static double \(name)(\(parameters)) {\n"
          + CodeLines.wrapped("return \(body);", indent: "  ") + "\n}\n")
    case .function, .expression, .missing: return nil
    }
  }

  func helper(_ operation: ArrayOperation) -> CFunction? {
    operation.c
  }

  func constant(_ name: String, _ value: String) -> String { "const double \(name) = \(value);" }
  func condition(_ name: String, _ value: String) -> String { "const int \(name) = \(value);" }
  func variable(_ name: String, _ value: String) -> String { "double \(name) = \(value);" }
  func array(_ name: String, _ count: Int) -> String { "double \(name)[\(count)];" }
  func zeros(_ name: String, _ count: Int, isWhole: Bool) -> String {
    "double \(name)[\(count)] = {0.0};"
  }
  var unusedIndex: String? { nil }
  func table(_ name: String, _ values: [Double]) -> String {
    let list = values.map { CSource().number($0).text }.joined(separator: ", ")
    return "static const double \(name)[\(values.count)] = {\(list)};"
  }
  func assign(_ target: String, _ value: String) -> String { "\(target) = \(value);" }
  func add(_ target: String, _ value: String) -> String { "\(target) += \(value);" }
  func subtract(_ target: String, _ value: String) -> String { "\(target) -= \(value);" }
  func loop(_ index: String, _ start: String, _ end: String) -> String {
    "for (int \(index) = \(start); \(index) < \(end); \(index)++) {"
  }
  func when(_ condition: String) -> String { "if (\(condition)) {" }
  func reading(_ array: String) -> String { array }
  func writing(_ array: String) -> String { array }
  func call(_ name: String, _ arguments: [String]) -> String {
    "\(name)(\(arguments.joined(separator: ", ")));"
  }
  func value(_ name: String, _ arguments: [String]) -> String {
    "\(name)(\(arguments.joined(separator: ", ")))"
  }

  var reserved: [String] { CWords.ofNames }
  var reservedForFunctions: [String] { CWords.ofFunctions }
}

/// A C expression with `#1`, `#2`, … for its operands.
struct CTemplate {
  let text: String

  init(_ text: String) { self.text = text }

  /// Whether an operand occurs twice, or the expression chooses: such a template is a function.
  var isHelper: Bool {
    let bytes = Array(text.utf8)
    var seen: Set<UInt8> = []
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "#") {
      if !seen.insert(bytes[index + 1]).inserted { return true }
    }
    return bytes.contains(UInt8(ascii: "?"))
  }

  /// The expression with its operands, with no more parentheses than it needs.
  func filled(_ operands: [CodePiece]) -> CodePiece {
    let bytes = Array(text.utf8)
    var result = ""
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      // `(#1)` that is no call's argument.
      if byte == UInt8(ascii: "("), index + 3 < bytes.count, bytes[index + 1] == UInt8(ascii: "#"),
        bytes[index + 3] == UInt8(ascii: ")"), index == 0 || !CTemplate.isWord(bytes[index - 1])
      {
        result += operand(bytes[index + 2], operands).enclosed(below: Piece.atom)
        index += 4
      } else if byte == UInt8(ascii: "#") {
        let isArgument =
          index > 0
          && (bytes[index - 1] == UInt8(ascii: "(") || bytes[index - 1] == UInt8(ascii: " "))
          && index + 2 < bytes.count
          && (bytes[index + 2] == UInt8(ascii: ")") || bytes[index + 2] == UInt8(ascii: ","))
        result += operand(bytes[index + 1], operands).enclosed(below: isArgument ? 0 : Piece.atom)
        index += 2
      } else {
        result.unicodeScalars.append(Unicode.Scalar(byte))
        index += 1
      }
    }
    return CodePiece(result, precedence)
  }

  private func operand(_ digit: UInt8, _ operands: [CodePiece]) -> CodePiece {
    operands[Int(digit) - Int(UInt8(ascii: "1"))]
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// Of the loosest operator outside of parentheses.
  private var precedence: Int {
    var depth = 0
    var found = Piece.atom
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "?") where depth == 0: return CodePiece.conditional
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        if depth == 0 { found = min(found, Precedence.sum) }
      case UInt8(ascii: "*"), UInt8(ascii: "/"):
        if depth == 0 { found = min(found, Precedence.product) }
      default: break
      }
    }
    return found
  }
}

extension CSyntax {
  func slice(_ name: String, of array: String, _ offset: Int, _ count: Int) -> String {
    let qualifier = array == EmittedFunction.memory ? "" : "const "
    return "\(qualifier)double *const \(name) = \(array)\(offset == 0 ? "" : " + \(offset)");"
  }
  func slice(_ name: String, ofResult array: String, _ offset: Int) -> String {
    "double *const \(name) = \(array)\(offset == 0 ? "" : " + \(offset)");"
  }
  var block: String { "{" }
  func indices(_ name: String, _ places: [Int32]) -> String {
    "static const int \(name)[\(max(1, places.count))] = "
      + "{\(places.isEmpty ? "0" : places.map { "\($0)" }.joined(separator: ", "))};"
  }
  func number(ofIndex index: String) -> String { Int(index) == nil ? index : index + ".0" }
  func greaterMagnitude(_ magnitude: String, _ value: String) -> String {
    "fmax(\(magnitude), fabs(\(value)))"
  }
  func result(_ name: String, elements: [String]) -> String? { nil }
  func result(_ name: String, array: String) -> String? { nil }
  func finish(returning value: String?, _ function: EmittedFunction) -> String? {
    value.map { "return \($0);" }
  }

  // MARK: - The whole text

  func assemble(_ parts: CodeParts) -> String {
    var text = header(parts)
    text += "#include <math.h>\n\n"
    for helper in parts.helpers {
      let guardName = helper.name.uppercased() + "_DEFINED"
      text += "#ifndef \(guardName)\n#define \(guardName)\n\(helper.source)#endif\n\n"
    }
    let type = parts.function.returnsNumber ? "double" : "void"
    let parameters = parameters(parts)
    text += CodeLines.list(
      "\(type) \(parts.function.name)(", parameters.isEmpty ? ["void"] : parameters, ") {\n")
    for (name, isRead) in zip(parts.inputNames, parts.isRead)
    where !isRead && !parts.function.packsInputs {
      text += "  (void)\(name);\n"
    }
    if parts.function.packsInputs, !parts.isRead.contains(true) {
      text += "  (void)\(EmittedFunction.packedInputs);\n"
    }
    return text + parts.body + "}\n"
  }

  private func parameters(_ parts: CodeParts) -> [String] {
    let function = parts.function
    var parameters: [String] = []
    if function.packsInputs {
      parameters = [
        "const double \(EmittedFunction.packedInputs)[\(function.program.coordinateCount)]"
      ]
    } else {
      for (input, name) in zip(function.program.inputs, parts.inputNames) {
        parameters.append(
          input.shape.isScalar
            ? "double \(name)" : "const double \(name)[\(max(1, input.shape.count))]")
      }
    }
    for result in function.results
    where !(result.kind == .value && function.returnsNumber) && result.shape.count > 0 {
      parameters.append("double \(result.kind.rawValue)[\(max(1, result.shape.count))]")
    }
    if parts.workCount > 0 {
      parameters.append("double \(EmittedFunction.memory)[\(parts.workCount)]")
    }
    return parameters
  }

  private func header(_ parts: CodeParts) -> String {
    let lines = EmissionHeader(parts.function, inputNames: parts.inputNames).lines(
      work: parts.workCount)
    let safe = lines.map { line in
      line.replacing("*/", by: "* /").replacing("/*", by: "/ *").replacing("??", by: "? ?")
    }
    return "/*\n" + safe.map { $0.isEmpty ? " *\n" : " * \($0)\n" }.joined() + " */\n"
  }
}
