import Arguments
import Diagnostics
import Differentiation
import Evaluation
import Graph
import Notation
import Numerics

/// `autodiff graph`: the computational graph of a program, and of a derivative of it.
enum GraphCommand {
  static let command = Command(
    "graph", summary: "write the computational graph",
    options: {
      Options.program
      Options.graphFormat
      Options.graphDerivative
      Options.graphMode
      Options.wrt
      Options.output
      Options.files
      Options.digits
      Options.color
      ParserOptions.help
    },
    details: {
      [
        """
        Writes one line for each step that the outputs are computed from, or a picture for \
        Graphviz. Equal steps are one: the graph is what is evaluated.
        """,
        """
        With all inputs bound every step shows its value, and with `--mode` its adjoint or its \
        tangent; a large matrix shows its shape alone.
        """,
      ]
    },
    examples: {
      [
        ("autodiff graph 'v = u^2; w = sin(v); w*log(v)'", "The steps of a program."),
        ("autodiff graph 'sin(x)*y' --derivative gradient --format dot", "A picture."),
        ("autodiff graph 'sin(x)*y' x=1 y=2 --mode reverse", "With values and adjoints."),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session)
    let program = reader.program
    let inputs = try reader.independents()
    let kind = session[Options.graphDerivative]
    if kind == .gradient || kind == .hessian {
      try reader.requireScalarOutput("graph --derivative \(kind.rawValue)")
    }
    let built = try DerivativeGraph(program, by: inputs).checked(kind)
    let listing = GraphListing(program, by: inputs, built.results, names: built.names)
    let notes = try GraphNotes(session, reader, inputs, listing)
    let text =
      switch session[Options.graphFormat] {
      case .text: listing.text(notes: notes.notes)
      case .dot: listing.dot(notes: notes.notes)
      }
    try session.streams.output.write(text)
    try session.warn(notes.point.map { findings(program, at: $0) } ?? [])
    return .done
  }

  /// What is to be said of outputs that are not finite.
  private static func findings(_ program: Program, at point: [Double]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for (index, value) in program.values(at: point).enumerated()
    where !value.isFinite && findings.count < 4 {
      findings += FindingReport(program, point: point).diagnostics(output: index, value: value)
    }
    return findings
  }
}

/// The numbers beside the steps: values, and adjoints or tangents, where the inputs are bound.
private struct GraphNotes {
  /// By step; empty where there is no point.
  let notes: [[StepNote]]
  /// Where the steps were evaluated.
  let point: [Double]?

  /// More columns of tangents than this are no listing.
  private static let mostDirections = 16

  init(
    _ session: Session, _ reader: ProgramReader, _ inputs: [Int], _ listing: GraphListing
  ) throws(Failure) {
    let program = reader.program
    let mode = session[Options.graphMode]
    let isBound = program.inputNames.allSatisfy { reader.bindings[$0] != nil }
    guard isBound || mode != nil else {
      try reader.checkBindings()
      notes = []
      point = nil
      return
    }
    let point = try reader.point()
    self.point = point
    let nodes = listing.steps.map(\.node)
    func values(_ nodes: [Node?]) -> [Matrix?] {
      let evaluator = Evaluator(program.graph, roots: nodes.compactMap { $0 })
      evaluator.bind(program, to: point)
      evaluator.run()
      return nodes.map { $0.map { evaluator.matrix($0) } }
    }
    var columns = [(label: "value", numbers: values(nodes))]
    switch mode {
    case .reverse:
      try reader.requireScalarOutput("graph --mode reverse")
      let adjoint = Adjoint(
        of: program.outputs[0].node, independents: inputs.map { program.inputs[$0].node },
        in: program.graph)
      columns.append(("adjoint", values(nodes.map { adjoint[$0] })))
    case .forward:
      let coordinates = program.coordinates(of: inputs)
      guard coordinates.count <= GraphNotes.mostDirections else {
        throw .request(.tooManyDirections(coordinates.count))
      }
      let sweep = Sweep(.forward, of: nodes, by: program.inputs.map(\.node), in: program.graph) {
        $0.bind(program, to: point)
      }
      for coordinate in coordinates {
        let label =
          coordinates.count == 1 ? "tangent" : "tangent \(program.name(ofCoordinate: coordinate))"
        columns.append(
          (label, sweep.derivatives(for: .elements([Int32(truncatingIfNeeded: coordinate)]))))
      }
    case nil: break
    }
    let digits = session.digits
    notes = nodes.indices.map { number in
      columns.map { label, numbers in
        StepNote(label, numbers[number].map { GraphNotes.text($0, digits) } ?? "")
      }
    }
  }

  /// A number, or a small matrix as programs write it.
  private static func text(_ matrix: Matrix, _ digits: Int?) -> String {
    func number(_ value: Double) -> String { DecimalWriter.text(value, significantDigits: digits) }
    if matrix.shape.isScalar { return number(matrix.elements[0]) }
    guard matrix.shape.count <= mostShown else { return "\(matrix.shape)" }
    let rows = (0..<matrix.shape.rows).map { row in
      (0..<matrix.shape.columns).map { number(matrix[row, $0]) }.joined(separator: ", ")
    }
    return "[\(rows.joined(separator: "; "))]"
  }

  private static let mostShown = 12
}
