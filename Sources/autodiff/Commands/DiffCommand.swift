import Algebra
import Arguments
import Graph
import Reports

/// `autodiff diff`: derivatives as program text.
enum DiffCommand {
  static let command = Command(
    "diff", summary: "print derivatives as formulas",
    options: {
      Options.program
      Options.wrt
      Options.derivativeOrder
      Options.differential
      Options.notation
      Options.output
      Options.files
      Options.format
      Options.quiet
      Options.color
      ParserOptions.help
    },
    details: {
      [
        """
        Prints the derivative of the program as program text, simplified, which \
        `eval` reads again. With several inputs there is a line NAME: FORMULA for each; with one \
        input, or one name in `--wrt`, the formula alone. Several outputs, or a vector of \
        formulas, have a table: a row for each number, a column for each input.
        """,
        """
        What a formula has in common is written as statements before it, under the program's own \
        names where it has some: `v = x^2 + 1; 2*x/v`. The text is not longer than the program by \
        more than a factor, however much is shared.
        """,
        """
        No bindings are needed; inputs are numbers, and a binding such as `A=zeros(3,4)` gives an \
        array's shape.
        """,
        """
        Formulas are simplified as in a textbook: `x/x` is 1, and single points where only a \
        convention gives a value (`0^0`, hypot at the origin) are left to the formula. `if`, \
        `max`, `abs` and their like keep their conventions.
        """,
        """
        A formula is for reading: its squares overflow and its differences cancel where the \
        steps of `grad` do not, as those of `1/sqrt(x^2 + 1)` at 1e200 do. Code comes from `emit`, \
        numbers from `grad`.
        """,
      ]
    },
    examples: {
      [
        ("autodiff diff 'x^2*sin(x)'", "One input: the formula alone."),
        ("autodiff diff 'x^2*y + exp(y)'", "A line for each input."),
        ("autodiff diff '[r*cos(t); r*sin(t)]'", "All derivatives of a vector."),
        ("autodiff diff --wrt x --order 2 'x^3*y'", "The second derivative by x."),
        ("autodiff diff --differential --wrt b,a '(x + a)*(x + b)'", "The differential."),
        ("autodiff diff --notation latex 'sqrt(x)/y'", "Formulas for a document."),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session)
    let program = reader.program
    let elements = program.scalarElements
    if elements == nil || session[Options.differential] { try reader.requireScalarOutput("diff") }
    let inputs = try reader.independents()
    guard !inputs.isEmpty else { throw .request(.noInputs(purpose: "differentiate by")) }
    // Nothing needs a value, but what is bound must be an input.
    try reader.checkBindings()
    let names = inputs.map { program.text(program.inputs[$0].span) }
    let isDifferential = session[Options.differential]
    if let elements,
      elements.count != 1 || !program.graph.shape(of: program.outputs[0].node).isScalar
    {
      try writeJacobian(session, program, elements, inputs, names)
      return .done
    }
    let texts = try formulas(session, program, inputs, isDifferential)
    try session.write(
      Report(
        tables: [table(session, names, texts, isDifferential)],
        json: json(names, texts, isDifferential)))
    return .done
  }

  /// A row for each number that the program gives, a column for each input.
  private static func writeJacobian(
    _ session: Session, _ program: Program, _ elements: [Node], _ inputs: [Int], _ names: [String]
  ) throws(Failure) {
    let outputs = program.outputElementNames
    var rows: [[String]] = []
    for element in elements {
      rows.append(try formulas(session, program.with(output: element), inputs, false))
    }
    let table = Table(
      columns: ([outputHeading] + names).map { .init(name: $0) },
      rows: zip(outputs, rows).map { name, row in
        [session.cell(name: name)] + row.map { Cell.formula(text: $0, latex: $0) }
      }, style: .grid)
    let columns: [(key: String, value: JSONValue)] = names.indices.map { place in
      (names[place], .array(rows.map { .string($0[place]) }))
    }
    try session.write(
      Report(
        tables: [table],
        json: [("outputs", .array(outputs.map { .string($0) })), ("jacobian", .object(columns))]))
  }

  private static let outputHeading = "output"

  /// The derivatives as text, one for each input, or the single differential.
  private static func formulas(
    _ session: Session, _ program: Program, _ inputs: [Int], _ isDifferential: Bool
  ) throws(Failure) -> [String] {
    let output = program.outputs[0].node
    guard SymbolicDerivative.isScalar(output, in: program.graph) else {
      return try arrayFormulas(session, program, inputs)
    }
    let derivative = SymbolicDerivative(
      of: output, in: program, by: inputs,
      order: session[Options.derivativeOrder], isDifferential: isDifferential)
    if let size = derivative.excessiveSize {
      throw .request(.formulasTooLong(count: inputs.count, terms: size))
    }
    guard !derivative.formulas.isEmpty else {
      throw .request(.formulaTooLong(order: derivative.reachedOrder))
    }
    let inputNames = program.inputNames
    var taken = program.ownNames
    var names: [Int32: String] = [:]
    for (index, name) in inputNames.enumerated() {
      names[derivative.inputs[index].index] = name
    }
    for (place, input) in inputs.enumerated() where isDifferential {
      var name = "d" + inputNames[input]
      while taken.contains(name) { name += "_" }
      taken.insert(name)
      names[derivative.inputs[inputNames.count + place].index] = name
    }
    let writer = FormulaText(
      notation(session), derivative.graph, names: names,
      definitions: derivative.definitions.mapValues {
        program.text(program.definitions[$0].nameSpan)
      }, taken: taken)
    return derivative.formulas.map { writer.text($0) }
  }

  private static func notation(_ session: Session) -> FormulaText.Notation {
    session[Options.notation] ?? (session.format == .latex ? .latex : .usual)
  }

  // MARK: - Arrays

  private static func arrayFormulas(
    _ session: Session, _ program: Program, _ inputs: [Int]
  ) throws(Failure) -> [String] {
    if session[Options.differential] {
      throw .request(.arrayFormula(option: "--differential"))
    }
    if session[Options.derivativeOrder] != 1 {
      throw .request(.arrayFormula(option: "--order"))
    }
    let derivative = ArrayDerivative(of: program.outputs[0].node, in: program, by: inputs)
    var names: [Int32: String] = [:]
    for input in program.inputs { names[input.node.index] = program.text(input.span) }
    var definitions: [Int32: String] = [:]
    for definition in program.definitions {
      let node = derivative.node(for: definition.node)
      guard derivative.graph[node].operation.isComputed, definitions[node.index] == nil else {
        continue
      }
      definitions[node.index] = program.text(definition.nameSpan)
    }
    let notation = notation(session)
    if notation == .c { throw .request(.arrayFormula(option: "--notation c")) }
    let writer = FormulaText(
      notation, derivative.graph, names: names, definitions: definitions,
      taken: program.ownNames)
    var texts: [String] = []
    for (input, formula) in zip(inputs, derivative.formulas) {
      if let operation = derivative.unwritten(in: formula) {
        throw .request(
          .unprintable(
            input: program.text(program.inputs[input].span), operation: operation))
      }
      texts.append(writer.text(formula))
    }
    return texts
  }

  // MARK: - Report

  /// One formula alone, or a line for each input.
  private static func table(
    _ session: Session, _ names: [String], _ texts: [String], _ isDifferential: Bool
  ) -> Table {
    let formulas = texts.map { Cell.formula(text: $0, latex: $0) }
    if isDifferential || (names.count == 1 && session.format == .text) {
      let column = isDifferential ? "differential" : "derivative"
      return Table(columns: [.init(name: column)], rows: formulas.map { [$0] }, style: .plain)
    }
    let isText = session.format == .text
    return Table(
      columns: [.init(name: "input"), .init(name: "derivative")],
      rows: zip(names, formulas).map { name, formula in
        [isText ? .text(name + ":") : session.cell(name: name), formula]
      }, style: .plain)
  }

  private static func json(
    _ names: [String], _ texts: [String], _ isDifferential: Bool
  ) -> [(key: String, value: JSONValue)] {
    if isDifferential { return [("differential", .string(texts[0]))] }
    return [
      ("derivative", .object(zip(names, texts).map { ($0, .string($1)) }))
    ]
  }
}
