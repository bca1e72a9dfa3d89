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
  case unknown(name: String, inputs: [String])
  case defined(name: String)
  case duplicate(name: String)
  case usesName(String, Span, SourceText)
  case severalValues(Span, SourceText)
  case fileValue(name: String)

  var diagnostic: Diagnostic {
    switch self {
    case .unbound(let names, let labels, let source, let functions):
      var helps = functions.prefix(1).map {
        "`\($0)` is also a function: write `\($0)(x)` to apply it"
      }
      helps.append("add `\(names.prefix(8).map { "\($0.shortened)=…" }.joined(separator: " "))`")
      return Diagnostic(
        .error, "no value for \(names.quotedList)", source: source, primary: labels, helps: helps)
    case .unknown(let name, let inputs):
      let help =
        closest(to: name, among: inputs).map { "did you mean `\($0)`?" }
        ?? (inputs.isEmpty ? "the program has no inputs" : "inputs are \(inputs.quotedList)")
      return Diagnostic(.error, "the program has no input `\(name)`", helps: [help])
    case .defined(let name):
      return Diagnostic(
        .error, "`\(name)` is defined by the program and cannot be bound",
        helps: ["remove the binding, or the definition of `\(name)`"])
    case .duplicate(let name):
      return Diagnostic(.error, "`\(name)` is bound twice", helps: ["remove one binding"])
    case .usesName(let name, let span, let source):
      return Diagnostic(
        .error, "a value cannot use the name `\(name)`", source: source, primary: [.init(span)],
        helps: ["bind a number, or an expression of numbers such as `pi/3`"])
    case .severalValues(let span, let source):
      return Diagnostic(
        .error, "a binding has one value", source: source, primary: [.init(span)],
        helps: ["write one expression"])
    case .fileValue(let name):
      return Diagnostic(
        .error, "`\(name)=@FILE` cannot be read yet: this version computes with scalars",
        helps: ["bind a number: `\(name)=1.5`"])
    }
  }
}

/// The values that the command line and a file give to names.
struct Bindings {
  private var values = NameTable()

  /// Reads `NAME=VALUE` operands and the file of `--bindings`.
  init(_ invocation: Invocation) throws(Failure) {
    for binding in invocation.bindings {
      try add(binding.name, try Bindings.value(of: binding.name, binding.value))
    }
    guard let path = invocation.bytes("bindings") else { return }
    let name = String(decoding: path, as: UTF8.self)
    let source = SourceText(
      name: name == "-" ? "standard input" : name, bytes: try FileInput.read(path))
    let records: [BindingRecord]
    do {
      records = try BindingsReader.read(source)
    } catch {
      throw .bindingsFile(error, source)
    }
    for record in records {
      try add(record.name, try Bindings.value(of: record.name, source.bytes[record.value]))
    }
  }

  private mutating func add(_ name: String, _ value: Double) throws(Failure) {
    guard values.insert(name, value) else { throw .binding(.duplicate(name: name)) }
  }

  func contains(_ name: String) -> Bool { values[name] != nil }

  subscript(name: String) -> Double? { values[name] }

  // MARK: - Values

  /// The value of a binding: a number, or an expression without free names.
  private static func value(
    of name: String, _ bytes: some Collection<UInt8>
  ) throws(Failure) -> Double {
    let text = Array(bytes)
    if let number = text.withUnsafeBufferPointer({ DecimalReader.read($0) }), number.isFinite {
      return number
    }
    guard text.first != UInt8(ascii: "@") else { throw .binding(.fileValue(name: name)) }
    return try constant(SourceText(name: "binding \(name)", bytes: text))
  }

  /// The value of an expression without free names.
  static func constant(_ source: SourceText) throws(Failure) -> Double {
    let program: Program
    do throws(Failure) {
      program = try ProgramReader.lower(source) { _ in false }
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

  /// The values of a program's inputs, in their order. Inputs in `others` need no binding and get
  /// 0.
  func point(for program: Program, except others: [String] = []) throws(Failure) -> [Double] {
    let inputNames = program.inputNames
    var point: [Double] = []
    point.reserveCapacity(inputNames.count)
    var missing: [Int] = []
    var used = 0
    for (index, name) in inputNames.enumerated() {
      let value = self[name]
      if value != nil {
        used += 1
      } else if !others.contains(where: { $0.isSpelled(name) }) {
        missing.append(index)
      }
      point.append(value ?? 0)
    }
    if used < values.names.count { throw .binding(unused(program, inputNames)) }
    guard missing.isEmpty else { throw .binding(unbound(missing, program, inputNames)) }
    return point
  }

  /// Why a name that is bound is no input: the first of them.
  private func unused(_ program: Program, _ inputNames: [String]) -> BindingError {
    var inputs = NameTable()
    for name in inputNames { _ = inputs.insert(name, 0) }
    let name = values.names.first { inputs[$0] == nil } ?? ""
    return program.definition(named: name) != nil
      ? .defined(name: name) : .unknown(name: name, inputs: inputNames)
  }

  private func unbound(
    _ missing: [Int], _ program: Program, _ inputNames: [String]
  ) -> BindingError {
    let names = missing.map { inputNames[$0] }
    return .unbound(
      names: names, labels: missing.prefix(8).map { .init(program.inputs[$0].span) },
      source: program.source, functions: names.filter { Operation.named($0) != nil })
  }
}

extension Program {
  var inputNames: [String] { inputs.map { text($0.span) } }
}
