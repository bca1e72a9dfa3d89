import Diagnostics
import Graph
import Differentiation
import Numerics

/// Gradients of many rows from a CSV file to a CSV file, as whole processes.
enum RowsBenchmark {
  private static let rowCount = 1_000_000
  private static let rounds = 5

  static func run() throws {
    let workplace = try Workplace()
    print("rows: gradients of 10^6 rows, CSV file to CSV file, whole processes")
    print("program     threads   wall s    CPU s      MB    10^6 rows/s")
    for sample in Sample.all {
      let rows = try makeRows(sample, in: workplace)
      let output = workplace.file("\(sample.name).out.csv")
      var runs: [[ProcessRun]] = [[], []]
      // In turn, so that what else the machine does meets both.
      for _ in 0..<rounds {
        for threads in 1...2 {
          runs[threads - 1].append(
            try ProcessRun(
              [
                workplace.tool, "grad", "--quiet", "--rows", rows, "--threads", "\(threads)",
                sample.program,
              ], output: output))
        }
      }
      for threads in 1...2 {
        let run = ProcessRun(medianOf: runs[threads - 1])
        print(
          padded(sample.name, 16), threads, column(run.wall, decimals: 3),
          column(run.processor, decimals: 3, width: 8), column(run.memory / 1e6, width: 8),
          column(Double(rowCount) / run.wall / 1e6, width: 12))
      }
    }
  }

  /// A file of rows with the program's inputs as its columns.
  private static func makeRows(_ sample: Sample, in workplace: Workplace) throws -> String {
    let source = SourceText(name: sample.name, bytes: Array(sample.program.utf8))
    let program = try Lowering.lower(source, transforms: GraphTransforms()) { _ in nil }
    return try workplace.makeFile("\(sample.name).csv") { file in
      file.write(program.inputs.map { program.text($0.span) }.joined(separator: ",") + "\n")
      var draws = Draws()
      for _ in 0..<rowCount {
        for index in program.inputs.indices {
          if index > 0 { file.write(",") }
          file.write(draws.next(in: sample.ranges[index]))
        }
        file.write("\n")
      }
    }
  }
}
