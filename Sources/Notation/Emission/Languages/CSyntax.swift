import Calculus
import Graph
import Numerics

/// C99 with `<math.h>`.
package struct CSyntax: CodeSyntax {
  /// Whether definitions of functions may come along. Without, each expression stands alone:
  /// templates are written where they are used, and a function that C lacks under its own name,
  /// which whoever compiles the text must provide.
  private let bringsFunctions: Bool

  package init(bringsFunctions: Bool = true) { self.bringsFunctions = bringsFunctions }

  var language: EmittedLanguage { .c }
  var longestExpression: Int { 8 }
  var callerOwnsMemory: Bool { true }

  // MARK: - Expressions

  func literal(_ value: Double) -> Piece {
    if value.isNaN { return Piece("NAN") }
    if value.isInfinite { return Piece(number: value > 0 ? "INFINITY" : "-INFINITY") }
    return .decimal(value)
  }

  func asNumber(_ condition: Piece) -> Piece {
    Piece("(double)" + condition.enclosed(below: Piece.atom), Precedence.sign)
  }

  func isNaN(_ operand: String) -> String { value("isnan", [operand]) }

  func applied(_ primitive: Primitive, _ operands: [Piece]) -> Piece? {
    switch primitive.c {
    case .function(let name): return call(name, operands)
    case .expression(let text):
      let template = CodeTemplate(text)
      return bringsFunctions && template.isHelper
        ? call(helperName(primitive), operands) : template.filled(operands)
    case .helper(let function):
      return call(bringsFunctions ? function.name : primitive.name, operands)
    case .missing: return bringsFunctions ? nil : call(primitive.name, operands)
    }
  }

  func template(_ primitive: Primitive) -> CodeTemplate? {
    guard case .expression(let text) = primitive.c else { return nil }
    return CodeTemplate(text)
  }

  func helper(_ primitive: Primitive) -> CFunction? {
    if case .helper(let function) = primitive.c { return function }
    return templateFunction(primitive) { name, body in
      let parameters = primitive.parameters.map { "double \($0)" }.joined(separator: ", ")
      return "static double \(name)(\(parameters)) {\n"
        + CodeLines.wrapped("return \(body);", indent: "  ") + "\n}\n"
    }
  }

  func helper(_ operation: ArrayOperation) -> CFunction? { operation.c }

  // MARK: - Statements

  func statement(_ text: String) -> String { text + ";" }
  func constant(_ name: String, _ value: String) -> String { "const double \(name) = \(value);" }
  func condition(_ name: String, _ value: String) -> String { "const int \(name) = \(value);" }
  func variable(_ name: String, _ value: String) -> String { "double \(name) = \(value);" }
  func array(_ name: String, _ count: Int) -> String { "double \(name)[\(count)];" }
  func zeros(_ name: String, _ count: Int, isWhole: Bool) -> String {
    "double \(name)[\(count)] = {0.0};"
  }
  func table(_ name: String, _ values: [Double]) -> String {
    let list = values.map { literal($0).text }.joined(separator: ", ")
    return "static const double \(name)[\(values.count)] = {\(list)};"
  }
  func indices(_ name: String, _ places: [Int32]) -> String {
    "static const int \(name)[\(max(1, places.count))] = "
      + "{\(places.isEmpty ? "0" : places.map { "\($0)" }.joined(separator: ", "))};"
  }
  func loop(_ index: String, _ start: String, _ end: String) -> String {
    "for (int \(index) = \(start); \(index) < \(end); \(index)++) {"
  }
  var unusedIndex: String? { nil }
  var block: String { "{" }
  func writing(_ array: String) -> String { array }
  func slice(_ name: String, of array: String, _ offset: Int, _ count: Int) -> String {
    let qualifier = array == EmittedFunction.memory ? "" : "const "
    return "\(qualifier)double *const \(name) = \(array)\(offset == 0 ? "" : " + \(offset)");"
  }
  func slice(_ name: String, ofResult array: String, _ offset: Int) -> String {
    "double *const \(name) = \(array)\(offset == 0 ? "" : " + \(offset)");"
  }
  func number(ofIndex index: String) -> String { Int(index) == nil ? index : index + ".0" }
  func result(_ name: String, elements: [String]) -> String? { nil }
  func result(_ name: String, array: String) -> String? { nil }
  func finish(returning value: String?, _ function: EmittedFunction) -> String? {
    value.map { "return \($0);" }
  }

  var reserved: [String] { CWords.ofNames }
  var reservedForFunctions: [String] { CWords.ofFunctions }
}

/// Formulas of numbers, one alone.
extension CSyntax: Spelling {
  /// See `Spelling`.
  package func number(_ value: Double) -> Piece { literal(value) }
  package func name(_ name: String) -> Piece { Piece(name) }

  /// The step in C; it must be one that C has.
  package func apply(_ step: NumberStep, _ operands: [Piece]) -> Piece {
    precondition(!step.isDotted, "C expressions are of numbers")
    guard let piece = spelled(step, operands) else {
      preconditionFailure("a formula alone may call what C lacks")
    }
    return piece
  }

  /// C has no expressions of arrays: never called.
  package func apply(_ step: ArrayStep, _ operands: [Piece]) -> Piece {
    preconditionFailure("C expressions are of numbers")
  }
}

// MARK: - The whole text

extension CSyntax {
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
