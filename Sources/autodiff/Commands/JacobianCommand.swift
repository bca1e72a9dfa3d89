import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Reports

/// `autodiff jacobian`: all first derivatives of the outputs.
enum JacobianCommand {
  static let command = Command(
    "jacobian", summary: "print all first derivatives of the outputs",
    options: {
      Options.file
      Options.wrt
      Options.sweepMode
      Options.sparse
      Options.output
      Options.bindings
      Options.rows.excluding {
        Options.sparse
      }
      Options.rowDetails
      Options.matrixRowsFormat
      Options.common
    },
    details: {
      [
        """
        Prints a row for each element of the outputs and a column for each element of the inputs; \
        elements of arrays go down the columns first and are called NAME_ROW_COLUMN.
        """,
        """
        Forward mode needs a sweep for each column, reverse mode one for each row; columns (or \
        rows) without a common element share a sweep. The mode with fewer sweeps is taken.
        """,
      ]
    },
    examples: {
      [
        ("autodiff jacobian 'x*y; sin(x)' x=1 y=2", "Two outputs by two inputs."),
        (
          "autodiff jacobian 'x.^2' 'x=[1; 2; 3]' --sparse",
          "The elements of a diagonal matrix."
        ),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    if let rows = try RowRequest(session) { return try run(rows) }
    let reader = try ProgramReader(session.invocation)
    let program = reader.program
    let inputs = try reader.independents(session.invocation)
    guard !inputs.isEmpty else { throw .request(.noInputs(purpose: "differentiate by")) }
    let point = try reader.bindings.point(for: program)
    let request = MatrixRequest(session)
    let (rows, columns) = (program.outputElementCount, program.coordinates(of: inputs).count)
    try request.checkSize(rows: rows, columns: columns, product: "`jvp` and `vjp` multiply") {
      Jacobian.elementCount(of: program, by: inputs, at: point)
    }
    let jacobian = Jacobian(
      of: program, by: inputs, at: point, choice: request.choice, isSparse: request.isSparse)
    let findings = findings(program, inputs, point, jacobian)
    let report = MatrixReport(
      corner: "output", rowNames: program.outputElementNames,
      columnNames: program.coordinates(of: inputs).map { program.name(ofCoordinate: $0) },
      matrix: jacobian.matrix, mode: jacobian.mode, sweepCount: jacobian.sweepCount)
    try request.write(report, findings) {
      json(program, inputs, jacobian, isSparse: request.isSparse, report)
    }
    return session.status(
      findings, numbers: jacobian.matrix.values, jacobian.values.flatMap(\.elements))
  }

  private static func json(
    _ program: Program, _ inputs: [Int], _ jacobian: Jacobian, isSparse: Bool,
    _ report: MatrixReport
  ) -> [(key: String, value: JSONValue)] {
    var members: [(key: String, value: JSONValue)] =
      jacobian.values.count == 1
      ? [("value", .matrix(jacobian.values[0]))]
      : [
        ("values", .array(jacobian.values.map { .matrix($0) })),
        ("outputs", .array(program.outputs.map { .string(program.name(of: $0)) })),
      ]
    members.append(
      (
        "jacobian",
        isSparse
          ? report.sparseJSON
          : .object(
            program.blocks(of: inputs).map { name, range in
              let rows = 0..<jacobian.matrix.pattern.rowCount
              return (name, .rows(jacobian.matrix, rows: rows, columns: range))
            })
      ))
    return members + report.sweepsJSON
  }

  /// What is to be said of values and derivatives that are not finite: the first of each output.
  private static func findings(
    _ program: Program, _ inputs: [Int], _ point: [Double], _ jacobian: Jacobian
  ) -> [Diagnostic] {
    let coordinates = program.coordinates(of: inputs)
    var bad: [Int: (coordinate: Int, value: Double)] = [:]
    let owners = program.outputOfElement
    jacobian.matrix.forEachElement { row, column, value in
      if !value.isFinite, bad[owners[row]] == nil {
        bad[owners[row]] = (coordinates[column], value)
      }
    }
    let report = FindingReport(program, point: point)
    return program.outputs.indices.prefix(8).flatMap { output in
      report.diagnostics(
        output: output, value: jacobian.values[output], by: inputs, troubled: bad[output])
    }
  }
}
