import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff hessian`: all second derivatives of a number.
enum HessianCommand {
  static let command = Command(
    "hessian", summary: "print all second derivatives of a number",
    options: {
      Options.file
      Options.wrt
      Options.sweepMode
      Options.sparse
      Options.output
      Options.bindings
      Options.matrixFormat
      Options.common
    },
    details: {
      [
        """
        Prints the symmetric matrix of second derivatives, a row and a column for each element of \
        the inputs. It is the Jacobian of the gradient, by forward mode over the graph of the \
        reverse sweep unless `--mode reverse` is given.
        """,
        """
        A sparse Hessian costs as many sweeps as its pattern needs colours, whatever its size.
        """,
      ]
    },
    examples: {
      [
        ("autodiff hessian 'x^2*y + exp(y)' x=1 y=2", "Second derivatives by two inputs."),
        (
          "autodiff hessian 'sum(x[2:end].*x[1:end-1])' 'x=[1; 2; 3]' --sparse",
          "The elements of a banded matrix."
        ),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    try reader.requireScalarOutput("hessian")
    let inputs = try reader.independents(session.invocation)
    guard !inputs.isEmpty else { throw .request(.noInputs(purpose: "differentiate by")) }
    let point = try reader.bindings.point(for: program)
    let request = MatrixRequest(session)
    let coordinates = program.coordinates(of: inputs)
    try request.checkSize(
      rows: coordinates.count, columns: coordinates.count, product: "`hvp` multiplies"
    ) { Hessian.elementCount(of: program, by: inputs, at: point) }
    let hessian = Hessian(
      of: program, by: inputs, at: point, choice: request.choice, isSparse: request.isSparse)
    let bad = hessian.gradient.firstIndex { !$0.isFinite }
    let finder = FindingReport(program, point: point)
    let findings =
      finder.diagnostics(
        output: 0, value: Matrix(hessian.value), by: inputs,
        troubled: bad.map { (coordinates[$0], hessian.gradient[$0]) })
      + finder.diagnostics(of: hessian, coordinates: coordinates)
    let names = coordinates.map { program.name(ofCoordinate: $0) }
    let report = MatrixReport(
      corner: "input", rowNames: names, columnNames: names, matrix: hessian.matrix,
      mode: hessian.mode, sweepCount: hessian.sweepCount)
    try request.write(report, findings) {
      json(program, inputs, hessian, isSparse: request.isSparse, report)
    }
    return session.status(
      findings, numbers: hessian.matrix.values, hessian.gradient, [hessian.value])
  }

  private static func json(
    _ program: Program, _ inputs: [Int], _ hessian: Hessian, isSparse: Bool, _ report: MatrixReport
  ) -> [(key: String, value: JSONValue)] {
    let blocks = program.blocks(of: inputs)
    let gradient = zip(inputs, blocks).map { input, block in
      (
        key: block.name,
        value: JSONValue.matrix(
          Matrix(program.inputs[input].shape, Array(hessian.gradient[block.range])))
      )
    }
    let matrix: JSONValue =
      isSparse
      ? report.sparseJSON
      : .object(
        blocks.map { name, rows in
          (
            name,
            .object(
              blocks.map { other, columns in
                (other, .block(hessian.matrix, rows: rows, columns: columns))
              })
          )
        })
    return [
      ("value", .number(hessian.value)), ("gradient", .object(gradient)), ("hessian", matrix),
    ] + report.sweepsJSON
  }
}

extension JSONValue {
  /// A block of a matrix that has all its elements: a number where it has one.
  fileprivate static func block(
    _ matrix: SparseMatrix, rows: Range<Int>, columns: Range<Int>
  ) -> JSONValue {
    guard rows.count == 1, columns.count == 1 else {
      return .rows(matrix, rows: rows, columns: columns)
    }
    let place = rows.lowerBound * matrix.pattern.columnCount + columns.lowerBound
    return .number(matrix.values[place])
  }
}
