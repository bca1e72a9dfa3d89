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
  let session: Session
  /// What the program is made from, for another one in a graph of its own.
  let origin: Origin

  struct Origin: Sendable {
    let source: SourceText
    /// Inputs that the source does not name.
    var others: [String] = []
    let outputs: [String]?
    /// The inputs that are whole numbers, once they are known.
    var wholeNumbers: [WholeNumber] = []
    var loops = LoopForm.writtenOut
    var columns: @Sendable (String) -> FileColumns? = { _ in nil }
    /// The shape of the value that something outside of the program gives a name; nil for all
    /// others.
    let shapes: @Sendable (String) -> Shape?

    /// - Parameter number: that which is bound to a name; needed until whole numbers are known.
    func program(
      number: @escaping (String) -> Double? = { _ in nil }
    ) throws(Failure) -> Program {
      let program = try lowered(number)
      guard let outputs else { return program }
      do {
        return try program.selecting(outputs)
      } catch {
        throw .program(.lowering(error), source)
      }
    }

    /// The same with loops written out.
    var writtenOut: Origin {
      var origin = self
      origin.loops = .writtenOut
      return origin
    }

    private func lowered(
      _ number: @escaping (String) -> Double?
    ) throws(Failure) -> Program {
      do throws(Failure) {
        return try lowered(loops, number)
      } catch {
        // A count or an index may ask for the value of a loop, which its steps have.
        guard loops != .writtenOut, let steps = try? lowered(.writtenOut, number) else {
          throw error
        }
        return steps
      }
    }

    private func lowered(
      _ loops: LoopForm, _ number: @escaping (String) -> Double?
    ) throws(Failure) -> Program {
      try ProgramReader.lower(
        source, others: others, loops: loops, columns: columns, number: number,
        wholeNumbers: wholeNumbers, shapes: shapes)
    }
  }

  /// Reads the program, and says in notes what it was read as.
  ///
  /// - Parameters:
  ///   - loops: what iterations become.
  ///   - columns: what else gives inputs a shape; bindings go first.
  ///   - firstRow: what else gives whole numbers their value.
  init(
    _ session: Session, loops: LoopForm = .writtenOut,
    columns: @escaping @Sendable (String) -> Shape? = { _ in nil },
    firstRow: @escaping (String) -> Double? = { _ in nil }
  ) throws(Failure) {
    let invocation = session.invocation
    let written = try ProgramReader.source(invocation)
    let bindings = try Bindings(invocation)
    let given: @Sendable (String) -> Shape? = { bindings.shape(of: $0) ?? columns($0) }
    let source = try PastedProgram.source(written, session, shapes: given)
    let chosen = invocation[Options.wrt] ?? []
    var origin = Origin(source: source, outputs: invocation[Options.output]) { name in
      given(name)
        ?? (ProgramReader.isConstant(name, among: chosen) ? .scalar : nil)
    }
    origin.columns = { bindings.columns(of: $0) }
    origin.loops = loops
    var program: Program
    do throws(Failure) {
      program = try origin.program { bindings.number(of: $0) ?? firstRow($0) }
    } catch {
      throw source.origin == nil ? ForeignReadings.explain(error, source, given) : error
    }
    origin.wholeNumbers = program.wholeNumbers
    // What has a value and is differentiated by is an input, though the program does not name it.
    if !chosen.isEmpty {
      let (inputs, definitions) = (program.inputIndices, program.definitionIndices)
      origin.others = chosen.filter { name in
        inputs[name] == nil && definitions[name] == nil && given(name) != nil
          && program.wholeNumber(named: name) == nil
      }
    }
    if !origin.others.isEmpty { program = try origin.program() }
    self.session = session
    self.bindings = bindings
    self.origin = origin
    self.program = program
    try session.warn(notes)
  }

  /// The same with another program of the same text.
  init(_ reader: ProgramReader, _ program: Program, _ origin: Origin) {
    session = reader.session
    bindings = reader.bindings
    self.origin = origin
    self.program = program
  }

  /// Whether a name is one of these and a constant's: `--wrt e` makes `e` an input.
  private static func isConstant(_ name: String, among names: [String]) -> Bool {
    !names.isEmpty && LanguageWords.constant(name) != nil
      && names.contains { $0.isSpelled(name) }
  }

  /// The program's text, as it was written.
  static func source(_ invocation: Invocation) throws(Failure) -> SourceText {
    if let path = invocation[Options.file] { return try FileInput.source(path) }
    return SourceText(name: "expression", bytes: invocation.program ?? [])
  }

  /// Parses and lowers a text.
  ///
  /// - Parameter others: inputs beside those that the text names.
  static func lower(
    _ source: SourceText, others: [String] = [], loops: LoopForm = .writtenOut,
    columns: @escaping (String) -> FileColumns? = { _ in nil },
    number: @escaping (String) -> Double? = { _ in nil }, wholeNumbers: [WholeNumber] = [],
    shapes: @escaping (String) -> Shape?
  ) throws(Failure) -> Program {
    do {
      return try Lowering.lower(
        source, others: others, transforms: GraphTransforms(), loops: loops, columns: columns,
        number: number, wholeNumbers: wholeNumbers, shapes: shapes)
    } catch {
      throw .program(error, source)
    }
  }

  /// What tells a program from a binding among arguments.
  static let questions = LanguageQuestions(
    isProgram: { (try? Parser.parse(SourceText(name: "expression", bytes: $0))) != nil },
    isConstant: { LanguageWords.constant($0) != nil })

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
  func independents() throws(Failure) -> [Int] {
    guard let names = session.invocation[Options.wrt] else { return Array(program.inputs.indices) }
    let places = program.inputIndices
    var isChosen = Array(repeating: false, count: program.inputs.count)
    var indices: [Int] = []
    for name in names {
      guard let index = places[name] else {
        throw .request(.noInput(named: name, in: program))
      }
      if !isChosen[index] { indices.append(index) }
      isChosen[index] = true
    }
    return indices
  }
}
