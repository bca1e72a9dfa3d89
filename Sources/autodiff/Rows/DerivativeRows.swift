import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Records

extension GradientCommand {
  /// With more directions than these, a row is swept alone.
  private static let mostDirections = 64

  /// The value and the derivatives for every row.
  static func run(_ request: RowRequest) throws(Failure) -> ExitStatus {
    try request.run { (reader, columns, point) throws(Failure) in
      let program = reader.program
      try reader.requireScalarOutput("grad")
      let inputs = try reader.independents(request.session.invocation)
      let mode = request.session[Options.mode]
      let coordinates = program.coordinates(of: inputs)
      var plan: RowPlan?
      if mode == .reverse || coordinates.count <= mostDirections {
        var built = RowPlan(program, columns: columns, point: point)
        built.askForGradient(by: inputs, mode: mode)
        plan = built
      }
      let alone: RowTask.Alone = { program, point in
        let gradient = Gradient(of: program, by: inputs, at: point, mode: mode)
        return [gradient.value] + gradient.partials
      }
      let shapes = program.namedShapes(inputs)
      return RowTask(
        plan: plan,
        alone: mode == .reverse ? nil : alone,
        resultCount: 1 + coordinates.count,
        names: ["value"] + coordinates.map { "d_" + program.name(ofCoordinate: $0) },
        appendJSON: { layout in
          layout.appendKey("value")
          layout.append(.result(0))
          layout.append(",\"gradient\":")
          layout.appendByInput(shapes, from: 1)
          layout.append(",\"mode\":\"\(mode.rawValue)\"")
        },
        diagnose: { program, point, results in
          let bad = results.dropFirst().firstIndex { !$0.isFinite }
          return FindingReport(program, point: point).diagnostics(
            output: 0, value: Matrix(results[0]), by: inputs,
            troubled: bad.map { (program.coordinates(of: inputs)[$0 - 1], results[$0]) })
        })
    }
  }
}

extension JacobianCommand {
  /// A Jacobian of one block of sweeps and of a bounded number of elements is computed for many rows
  /// at once; a larger one for each row alone, by colours.
  private static let mostSweeps = 64
  private static let mostElements = 1 << 14

  /// The values and all derivatives for every row.
  static func run(_ request: RowRequest) throws(Failure) -> ExitStatus {
    try request.run { (reader, columns, point) throws(Failure) in
      let program = reader.program
      let inputs = try reader.independents(request.session.invocation)
      guard !inputs.isEmpty else { throw .request(.noInputs(purpose: "differentiate by")) }
      let matrix = MatrixRequest(request.session)
      let coordinates = program.coordinates(of: inputs)
      let (height, width) = (program.outputElementCount, coordinates.count)
      // A row has all elements, zeros included.
      try matrix.checkSize(rows: height, columns: width, product: "`jvp` and `vjp` multiply") {
        nil
      }
      let choice = matrix.choice
      let isForward = choice == .forward || choice == .auto && width <= height
      var plan: RowPlan?
      if min(height, width) <= mostSweeps, height * width <= mostElements {
        var built = RowPlan(program, columns: columns, point: point)
        if isForward { built.askForColumns(by: inputs) } else { built.askForRows(by: inputs) }
        plan = built
      }
      let shapes = program.outputs.map { program.graph.shape(of: $0.node) }
      let outputNames = program.outputs.map { program.name(of: $0) }
      let blocks = program.blocks(of: inputs)
      return RowTask(
        plan: plan,
        alone: { program, point in
          let jacobian = Jacobian(of: program, by: inputs, at: point, choice: choice)
          return jacobian.values.flatMap(\.elements)
            + (0..<height).flatMap { jacobian.matrix.row($0) }
        },
        resultCount: height * (1 + width),
        names: program.valueColumns + derivativeColumns(program, coordinates),
        appendJSON: { layout in
          layout.appendValues(shapes, outputNames)
          layout.append(",\"jacobian\":{")
          for (index, block) in blocks.enumerated() {
            if index > 0 { layout.append(",") }
            layout.appendKey(block.name)
            layout.appendRows(
              (0..<height).map { row in block.range.map { height + row * width + $0 } })
          }
          layout.append("},\"mode\":\"\(isForward ? "forward" : "reverse")\"")
        },
        diagnose: { program, point, results in
          diagnose(program, inputs, point, results)
        })
    }
  }

  /// `d_x` where there is one number to differentiate, else `d_a_d_x`.
  private static func derivativeColumns(_ program: Program, _ coordinates: [Int]) -> [String] {
    let inputs = coordinates.map { program.name(ofCoordinate: $0) }
    if program.outputElementCount == 1 { return inputs.map { "d_" + $0 } }
    return program.valueColumns.flatMap { output in inputs.map { "d_\(output)_d_\($0)" } }
  }

  private static func diagnose(
    _ program: Program, _ inputs: [Int], _ point: [Double], _ results: [Double]
  ) -> [Diagnostic] {
    let coordinates = program.coordinates(of: inputs)
    let owners = program.outputOfElement
    let width = coordinates.count
    for output in program.outputs.indices {
      let rows = owners.indices.filter { owners[$0] == output }
      let bad = rows.lazy.flatMap { row in
        (0..<width).lazy.map { (column: $0, value: results[owners.count + row * width + $0]) }
      }.first { !$0.value.isFinite }
      let found = FindingReport(program, point: point).diagnostics(
        output: output, value: program.value(output, in: results), by: inputs,
        troubled: bad.map { (coordinates[$0.column], $0.value) })
      if !found.isEmpty { return found }
    }
    return []
  }
}

extension HessianProductCommand {
  /// The value and the Hessian's product for every row.
  static func run(_ request: RowRequest) throws(Failure) -> ExitStatus {
    try request.run { (reader, columns, point) throws(Failure) in
      let program = reader.program
      try reader.requireScalarOutput("hvp")
      let inputs = try reader.independents(request.session.invocation)
      let direction = try DerivativeProducts.direction(
        request.session, program, Array(program.inputs.indices))
      var plan = RowPlan(program, columns: columns, point: point)
      plan.askForProduct(by: inputs, direction: direction)
      let coordinates = program.coordinates(of: inputs)
      let shapes = program.namedShapes(inputs)
      return RowTask(
        plan: plan,
        alone: { program, point in
          let (value, products) = DerivativeProduct.hessian(
            of: program, by: inputs, at: point, direction: direction)
          return [value] + products.flatMap(\.elements)
        },
        resultCount: 1 + coordinates.count,
        names: ["value"] + coordinates.map { "product_" + program.name(ofCoordinate: $0) },
        appendJSON: { layout in
          layout.appendKey("value")
          layout.append(.result(0))
          layout.append(",\"product\":")
          layout.appendByInput(shapes, from: 1)
        },
        diagnose: { program, point, results in
          DerivativeProducts.findings(
            program, point, [Matrix(results[0])], by: inputs,
            derivatives: [Matrix(Shape(results.count - 1, 1), Array(results.dropFirst()))])
        })
    }
  }
}

extension RowLayout {
  /// Appends rows of results, even a single one, as arrays in an array.
  mutating func appendRows(_ rows: [[Int]]) {
    append("[")
    for (index, row) in rows.enumerated() {
      append(index > 0 ? ",[" : "[")
      for (column, slot) in row.enumerated() {
        if column > 0 { append(",") }
        append(.result(slot))
      }
      append("]")
    }
    append("]")
  }
}
