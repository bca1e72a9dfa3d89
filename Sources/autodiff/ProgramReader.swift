import Arguments
import Diagnostics
import Differentiation
import Graph
import Language
import Numerics

/// From a command line to a program with its point: what all commands that take a program begin
/// with.
struct ProgramReader {
  let program: Program
  let bindings: Bindings

  /// - Parameter columns: what else gives inputs a shape; bindings go first.
  init(
    _ invocation: Invocation, columns: @escaping (String) -> Shape? = { _ in nil }
  ) throws(Failure) {
    let source = try ProgramReader.source(invocation)
    let bindings = try Bindings(invocation)
    self.bindings = bindings
    let program = try ProgramReader.lower(source) { name in
      bindings.shape(of: name) ?? columns(name)
    }
    if let names = invocation[Options.output] {
      do {
        self.program = try program.selecting(names)
      } catch {
        throw .program(.lowering(error), source)
      }
    } else {
      self.program = program
    }
  }

  /// The program's text, as it was written.
  static func source(_ invocation: Invocation) throws(Failure) -> SourceText {
    if let path = invocation[Options.file] { return try FileInput.source(path) }
    return SourceText(name: "expression", bytes: invocation.program ?? [])
  }

  /// Parses and lowers a text.
  static func lower(
    _ source: SourceText, shapes: @escaping (String) -> Shape?
  ) throws(Failure) -> Program {
    do {
      return try Lowering.lower(source, transforms: GraphTransforms(), shapes: shapes)
    } catch {
      throw .program(error, source)
    }
  }

  /// Whether a text can be read as a program: for arguments that start with `-`.
  static func isProgram(_ bytes: [UInt8]) -> Bool {
    (try? Parser.parse(SourceText(name: "expression", bytes: bytes))) != nil
  }

  /// The single output that a derivative is taken of.
  func requireOneOutput(_ command: String) throws(Failure) {
    guard program.outputs.count == 1 else {
      throw .request(
        .severalOutputs(
          count: program.outputs.count,
          names: program.definitions.prefix(1).map { program.text($0.nameSpan) },
          command: command))
    }
  }

  /// The output as a number: derivatives that are one for each input are of a scalar.
  func requireScalarOutput(_ command: String) throws(Failure) {
    try requireOneOutput(command)
    let output = program.outputs[0]
    let shape = program.graph.shape(of: output.node)
    guard shape.isScalar else {
      throw .request(.arrayOutput(shape, output.span, program.source, command: command))
    }
  }

  /// The indices of the inputs of `--wrt`; all inputs without it.
  func independents(_ invocation: Invocation) throws(Failure) -> [Int] {
    guard let names = invocation[Options.wrt] else { return Array(program.inputs.indices) }
    let places = program.inputIndices
    var isChosen = Array(repeating: false, count: program.inputs.count)
    var indices: [Int] = []
    for name in names {
      guard let index = places[name] else {
        throw .request(
          .unknownInput(
            name: name, inputs: program.inputNames,
            isDefined: program.definition(named: name) != nil))
      }
      if !isChosen[index] { indices.append(index) }
      isChosen[index] = true
    }
    return indices
  }
}
