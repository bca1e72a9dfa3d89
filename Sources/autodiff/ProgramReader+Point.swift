import Arguments
import Diagnostics
import Graph
import Language

/// A program's point, and what is said of bindings that it does not need.
extension ProgramReader {
  /// The values of the program's inputs, in their order, element by element.
  ///
  /// - Parameter others: inputs that get their values elsewhere; they are 0 here.
  func point(except others: [String] = []) throws(Failure) -> [Double] {
    let point = try bindings.point(for: program, except: others)
    if point.unneeded.isEmpty { return point.values }
    try report(point.unneeded, hasUnbound: false)
    return point.values
  }

  /// Checks the bindings where no value is needed: what is bound must still be an input.
  func checkBindings() throws(Failure) {
    let unneeded = try bindings.point(for: program, except: program.inputNames).unneeded
    guard !unneeded.isEmpty else { return }
    try report(unneeded, hasUnbound: program.inputNames.contains { bindings.shape(of: $0) == nil })
  }

  /// A binding that nothing needs is a mistake where another name lacks one, where it differs in
  /// case from a constant that the program uses, and with `--strict`; else it is noted.
  private func report(_ names: [String], hasUnbound: Bool) throws(Failure) {
    let constants = program.constants.map { program.text($0) }
    let mistaken = names.first { name in
      constants.contains { $0.lowercased() == name.lowercased() }
    }
    if mistaken != nil || hasUnbound || session[Options.strict] {
      throw .binding(
        .unknown(
          name: mistaken ?? names[0],
          inputs: program.inputNames + (mistaken == nil ? [] : constants)))
    }
    let isOne = names.count == 1
    try session.warn([
      Diagnostic(
        .note,
        "the program does not use \(names.prefix(8).map { $0.shortened }.quotedList)",
        helps: ["leave out the binding\(isOne ? "" : "s")"])
    ])
  }

  /// What is said of a program before it runs.
  var notes: [Diagnostic] {
    var notes: [Diagnostic] = []
    if let span = program.lonelyE {
      notes.append(
        Diagnostic(
          .note, "`e` is the constant 2.718…", source: program.source, primary: [.init(span)],
          helps: ["for an input of that name, bind it (`e=…`) or name it in `--wrt`"]))
    }
    if let derivative = program.innerDerivatives.first(where: { isBlind($0) }) {
      notes.append(
        Diagnostic(
          .warning, "this derivative is 0: the expression does not use the definition",
          source: program.source, primary: [.init(program.span(of: derivative))],
          helps: ["differentiate by names that the expression uses; several as `[x; y]`"]))
    }
    return notes + rowsOfColumns
  }

  /// What is to be said of a softmax of a single row.
  private var rowsOfColumns: [Diagnostic] {
    program.rowsOfColumns.map { row in
      let name = row.operation.name
      var diagnostic = Diagnostic(
        .warning, "`\(name)` works on columns, of which each has one element here",
        source: program.source, primary: [.init(row.span, "its operand is \(row.shape)")])
      let call = program.text(row.span)
      if call.hasPrefix(name + "("), call.hasSuffix(")") {
        diagnostic.helps = ["along the row it is `\(call.dropLast()), 2)`"]
      }
      return diagnostic
    }
  }

  /// Whether a derivative is taken by a definition that what is differentiated does not use.
  private func isBlind(_ derivative: Program.InnerDerivative) -> Bool {
    program.graph.isZero(derivative.derivative)
      && program.definitions.contains { $0.node == derivative.independent }
      && program.graph[derivative.independent].operation.isHold
      && !program.graph.dependents(of: [derivative.independent], upTo: derivative.target)[
        Int(derivative.target.index)]
  }
}
