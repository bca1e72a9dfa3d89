import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff jvp`, `vjp` and `hvp`: products with a direction or a weight.
enum ProductCommands {
  // MARK: - Forward

  static func tangents(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    let point = try reader.bindings.point(for: program)
    let direction = try direction(session, program, Array(program.inputs.indices))
    let (values, tangents) = DerivativeProduct.tangents(
      of: program, at: point, direction: direction)
    let names = program.outputs.map { program.name(of: $0) }
    let isSingle = tangents.count == 1
    let report = Report(
      tables: [
        Table(
          columns: (isSingle ? [] : [.init(name: "output")]) + [.init(name: "tangent")],
          rows: zip(names, tangents).map { isSingle ? [.matrix($1)] : [.text($0), .matrix($1)] },
          style: .plain)
      ],
      json: isSingle
        ? [("value", .matrix(values[0])), ("tangent", .matrix(tangents[0]))]
        : [
          ("values", .array(values.map { .matrix($0) })),
          ("tangents", .array(tangents.map { .matrix($0) })),
          ("outputs", .array(names.map { .string($0) })),
        ],
      findings: findings(
        program, point, values, by: moved(program, direction), derivatives: tangents))
    try session.write(report)
    return session.status(report.findings, results: values + tangents)
  }

  // MARK: - Reverse

  static func adjoints(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    try reader.requireOneOutput("vjp")
    let inputs = try reader.independents(session.invocation)
    let point = try reader.bindings.point(for: program)
    let shape = program.graph.shape(of: program.outputs[0].node)
    let weight = try session.invocation.bytes("weight").map { (bytes) throws(Failure) in
      try value(bytes, of: "weight", shape)
    }
    let (values, adjoints) = DerivativeProduct.adjoints(
      of: program, by: inputs, at: point, weights: [weight ?? Matrix(shape, filledWith: 1)])
    let report = self.report(
      session, program, inputs, adjoints, column: "adjoint",
      json: [("value", .matrix(values[0]))],
      findings: findings(program, point, values, by: inputs, derivatives: adjoints))
    try session.write(report)
    return session.status(report.findings, results: values + adjoints)
  }

  // MARK: - Second order

  static func hessian(_ session: Session) throws(Failure) -> ExitStatus {
    if let rows = try RowRequest(session) { return try runHessian(rows) }
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    try reader.requireScalarOutput("hvp")
    let inputs = try reader.independents(session.invocation)
    let point = try reader.bindings.point(for: program)
    let direction = try direction(session, program, Array(program.inputs.indices))
    let (number, products) = DerivativeProduct.hessian(
      of: program, by: inputs, at: point, direction: direction)
    let report = self.report(
      session, program, inputs, products, column: "product", json: [("value", .number(number))],
      findings: productFindings(program, point, number, inputs, products, direction))
    try session.write(report)
    return session.status(report.findings, results: [Matrix(number)] + products)
  }

  // MARK: - What is given

  /// The direction, element by element like the point; inputs that none names stay.
  static func direction(
    _ session: Session, _ program: Program, _ inputs: [Int]
  ) throws(Failure) -> [Double] {
    var direction = [Double](repeating: 0, count: program.coordinateCount)
    let given = session.invocation.namedValues("direction")
    guard !given.isEmpty else { throw .request(.withoutDirection(program.inputNames)) }
    for (index, binding) in given.enumerated() {
      if given[..<index].contains(where: { $0.name.isSpelled(binding.name) }) {
        throw .request(.repeatedDirection(name: binding.name))
      }
      guard let input = program.input(named: binding.name) else {
        throw .request(
          .unknownInput(
            name: binding.name, inputs: program.inputNames,
            isDefined: program.definition(named: binding.name) != nil))
      }
      let shape = program.inputs[input].shape
      let value = try value(binding.value, of: "direction of \(binding.name)", shape)
      direction.replaceSubrange(program.inputs[input].coordinates, with: value.elements)
    }
    return direction
  }

  /// A value of a shape; a number stands for all elements.
  private static func value(
    _ bytes: [UInt8], of what: String, _ shape: Shape
  ) throws(Failure) -> Matrix {
    let matrix = try Bindings.matrix(bytes, of: what)
    if matrix.shape == shape { return matrix }
    guard matrix.shape.isScalar else {
      throw .request(.wrongShape(what: what, matrix.shape, needed: shape))
    }
    return Matrix(shape, filledWith: matrix.elements[0])
  }

  // MARK: - Report

  private static func report(
    _ session: Session, _ program: Program, _ inputs: [Int], _ matrices: [Matrix], column: String,
    json: [(key: String, value: JSONValue)], findings: [Diagnostic]
  ) -> Report {
    let names = inputs.map { program.text(program.inputs[$0].span) }
    return Report(
      tables: [
        Table(
          columns: [.init(name: "input"), .init(name: column)],
          rows: zip(names, matrices).map { [session.cell(name: $0), .matrix($1)] },
          style: .plain)
      ],
      json: json + [(column, .object(zip(names, matrices).map { ($0, .matrix($1)) }))],
      findings: findings)
  }

  /// What is to be said of values, kinks, and the first derivative that is not finite.
  static func findings(
    _ program: Program, _ point: [Double], _ values: [Matrix], by inputs: [Int],
    derivatives: [Matrix]
  ) -> [Diagnostic] {
    let isTroubled = !derivatives.allSatisfy(\.isFinite)
    return values.enumerated().prefix(8).flatMap { output, value in
      let troubled = isTroubled ? firstTroubled(program, point, output, inputs) : nil
      return FindingReport(program, point: point).diagnostics(
        output: output, value: value, by: inputs, troubled: troubled)
    }
  }

  /// What is to be said of the first derivatives, and where they are finite of the product.
  private static func productFindings(
    _ program: Program, _ point: [Double], _ number: Double, _ inputs: [Int],
    _ products: [Matrix], _ direction: [Double]
  ) -> [Diagnostic] {
    let first = findings(program, point, [Matrix(number)], by: inputs, derivatives: products)
    let isTroubled = !products.allSatisfy(\.isFinite)
    guard isTroubled, number.isFinite, firstTroubled(program, point, 0, inputs) == nil else {
      return first
    }
    return first
      + FindingReport(program, point: point).diagnostics(
        ofProduct: products.flatMap(\.elements), coordinates: program.coordinates(of: inputs),
        direction: direction)
  }

  /// The first element by which an output's gradient is not finite.
  private static func firstTroubled(
    _ program: Program, _ point: [Double], _ output: Int, _ inputs: [Int]
  ) -> (coordinate: Int, value: Double)? {
    let weights = program.outputs.enumerated().map { index, other in
      Matrix(program.graph.shape(of: other.node), filledWith: index == output ? 1 : 0)
    }
    let adjoints = DerivativeProduct.adjoints(
      of: program, by: inputs, at: point, weights: weights
    ).adjoints.flatMap(\.elements)
    let bad = adjoints.firstIndex { !$0.isFinite }
    return bad.map { (program.coordinates(of: inputs)[$0], adjoints[$0]) }
  }

  /// The inputs that a direction moves.
  private static func moved(_ program: Program, _ direction: [Double]) -> [Int] {
    program.inputs.indices.filter { index in
      direction[program.inputs[index].coordinates].contains { $0 != 0 }
    }
  }
}
