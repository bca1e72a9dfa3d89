import Arguments
import Diagnostics
import Evaluation
import Graph
import Language
import Numerics
import Records

/// A mistake in the bindings of a program's inputs.
enum BindingError: Error {
  case unbound(names: [String], labels: [Diagnostic.Label], source: SourceText, functions: [String])
  /// `unbound`: the inputs without a value.
  case unknown(name: String, inputs: [String], unbound: [String] = [])
  case defined(name: String)
  case duplicate(name: String)
  case usesName(String, Span, SourceText)
  case severalValues(Span, SourceText)
  /// `@` with nothing behind it.
  case withoutFile(name: String)
  /// The file's name ends in nothing that says what it holds.
  case unknownFormat(name: String, file: String)

  var diagnostic: Diagnostic {
    switch self {
    case .unbound(let names, let labels, let source, let functions):
      var helps = functions.prefix(1).map {
        "`\($0)` is also a function: write `\($0)(x)` to apply it"
      }
      for name in names {
        guard let meant = Synonyms.meant(by: name, among: Synonyms.constants) else { continue }
        helps.append("for the constant write `\(meant)`")
        break
      }
      helps.append("add `\(names.prefix(8).map { "\($0.shortened)=…" }.joined(separator: " "))`")
      return Diagnostic(
        .error, "no value for \(names.quotedList)", source: source, primary: labels, helps: helps)
    case .unknown(let name, let inputs, let unbound):
      let help =
        closest(to: name, among: inputs).map { "did you mean `\($0)`?" }
        ?? unbound.first.map { "`\($0.shortened)` has no value: add `\($0.shortened)=…`" }
        ?? (inputs.isEmpty ? "the program has no inputs" : "inputs are \(inputs.quotedList)")
      return Diagnostic(.error, "the program has no input `\(name.shortened)`", helps: [help])
    case .defined(let name):
      return Diagnostic(
        .error, "`\(name.shortened)` is defined by the program and cannot be bound",
        helps: ["remove the binding, or the definition of `\(name.shortened)`"])
    case .duplicate(let name):
      return Diagnostic(.error, "`\(name.shortened)` is bound twice", helps: ["remove one binding"])
    case .usesName(let name, let span, let source):
      return Diagnostic(
        .error, "a value cannot use the name `\(name)`", source: source, primary: [.init(span)],
        helps: ["bind a number, or an expression of numbers such as `pi/3`"])
    case .severalValues(let span, let source):
      return Diagnostic(
        .error, "a binding has one value", source: source, primary: [.init(span)],
        helps: ["write one expression"])
    case .withoutFile(let name):
      return Diagnostic(
        .error, "`@` needs the name of a file with the value of `\(name.shortened)`",
        helps: ["write `\(name)=@data.csv`"])
    case .unknownFormat(let name, let file):
      return Diagnostic(
        .error,
        "the name of `\(file.shortened)` does not say what the file for `\(name.shortened)` holds",
        helps: [
          ForeignFile.named(file)?.help(unpacked: "> data.csv")
            ?? "matrices are in `.csv`, `.tsv`, `.txt`, `.dat` or `.npy` files"
        ])
    }
  }
}

/// The values that the command line and files give to names.
///
/// A class, because closures hold it: what they copy else costs the metadata of all its parts.
final class Bindings: Sendable {
  private let table: BindingTable

  /// Reads `NAME=VALUE` operands and the file of `--bindings`.
  init(_ invocation: Invocation) throws(Failure) { table = try BindingTable(invocation) }

  /// A value as it was written: an expression without free names, or `@FILE`.
  ///
  /// - Parameter text: how text files are written.
  static func matrix(
    _ bytes: [UInt8], of name: String, _ text: TextStyle
  ) throws(Failure) -> Matrix {
    if bytes.first == UInt8(ascii: "@") {
      return try MatrixInput.read(Array(bytes.dropFirst()), for: name, text).matrix
    }
    return try constant(SourceText(name: name, bytes: bytes))
  }

  /// The value that a name is bound to; nil where it is not.
  subscript(name: String) -> Matrix? {
    guard let number = table.values[name] else { return nil }
    return array(name) ?? Matrix(number)
  }

  private func array(_ name: String) -> Matrix? {
    table.matrices.isEmpty ? nil : table.arrays[name].map { table.matrices[Int($0)] }
  }

  /// The shape of the value that a name is bound to; nil where it is not.
  func shape(of name: String) -> Shape? {
    table.values[name] == nil ? nil : array(name)?.shape ?? .scalar
  }

  /// What the file of a name's value says of its columns; nil where it has none.
  func columns(of name: String) -> FileColumns? {
    table.columns.isEmpty ? nil : table.files[name].map { table.columns[Int($0)] }
  }

  /// The value of an expression without free names.
  static func constant(_ source: SourceText) throws(Failure) -> Matrix {
    let program: Program
    do throws(Failure) {
      program = try ProgramReader.lower(source) { _ in nil }
    } catch {
      throw .bindingText(error.diagnostic)
    }
    if let input = program.inputs.first {
      throw .binding(.usesName(program.text(input.span), input.span, source))
    }
    guard program.outputs.count == 1 else {
      throw .binding(.severalValues(program.outputs[1].span, source))
    }
    return program.values(at: [])[0]
  }

  // MARK: - A program's point

  /// The table.values of a program's inputs, in their order, element by element, and the names that
  /// the command line binds although the program does not use them. Inputs in `others` need no
  /// binding and get 0.
  ///
  /// A file of bindings may be shared by several programs: what it binds may be unneeded.
  func point(
    for program: Program, except others: [String] = []
  ) throws(Failure) -> (values: [Double], unneeded: [String]) {
    let inputNames = program.inputNames
    var elsewhere = NameTable()
    for name in others { _ = elsewhere.insert(name, 0) }
    var point: [Double] = []
    point.reserveCapacity(program.coordinateCount)
    var missing: [Int] = []
    var used = 0
    for (index, name) in inputNames.enumerated() {
      let value = table.values[name]
      if value != nil {
        used += 1
      } else if elsewhere[name] == nil {
        missing.append(index)
      }
      if let array = array(name) {
        point += array.elements
      } else if let value {
        point.append(value)
      } else {
        point += repeatElement(0, count: program.inputs[index].shape.count)
      }
    }
    let unneeded = used < table.values.names.count ? try unneeded(program, inputNames) : []
    if !missing.isEmpty, program.isSelection {
      // What the chosen outputs do not need may stay without a value.
      let needed = program.graph.ancestors(of: program.outputs.map(\.node))
      missing.removeAll { index in
        let node = Int(program.inputs[index].node.index)
        return node >= needed.count || !needed[node]
      }
    }
    guard missing.isEmpty else {
      if let name = unneeded.first {
        throw .binding(
          .unknown(
            name: name, inputs: inputNames, unbound: missing.map { inputNames[$0] }))
      }
      throw .binding(unbound(missing, program, inputNames))
    }
    return (point, unneeded)
  }

  /// The names that the command line binds and that are no inputs.
  private func unneeded(
    _ program: Program, _ inputNames: [String]
  ) throws(Failure) -> [String] {
    var inputs = NameTable()
    for name in inputNames { _ = inputs.insert(name, 0) }
    let defined = program.definitionIndices
    if let name = table.values.names.first(where: { defined[$0] != nil }) {
      throw .binding(.defined(name: name))
    }
    return table.values.names.prefix(table.typedCount).filter { inputs[$0] == nil }
  }

  private func unbound(
    _ missing: [Int], _ program: Program, _ inputNames: [String]
  ) -> BindingError {
    let names = missing.map { inputNames[$0] }
    return .unbound(
      names: names, labels: missing.prefix(8).map { .init(program.inputs[$0].span) },
      source: program.source, functions: names.filter { Operation.isFunction($0) })
  }
}

extension Program {
  /// What an element of an input is called.
  func name(ofCoordinate coordinate: Int) -> String {
    let (input, element) = element(at: coordinate)
    let name = text(inputs[input].span)
    return inputs[input].shape.name(ofElement: element, of: name)
  }
}
