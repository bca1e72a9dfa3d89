import Numerics

/// Derivatives of large programs, as whole processes from text to text.
enum SizeBenchmark {
  private static let rounds = 5
  private static let rosenbrock =
    "sum(100*(x[2:end] - x[1:end-1].^2).^2 + (1 - x[1:end-1]).^2)"

  static func run() throws {
    let workplace = try Workplace()
    print("size: whole processes from text to derivative, medians of \(rounds)")
    print(padded("program", 50), "  wall s   CPU s      MB")
    try measure("gradient of a chain of 10^6 operations", workplace) {
      ["grad", "-f", try chain(1_000_000, workplace), "x=1.3", "y=0.9"]
    }
    try measure("gradient of a sum of 10^6 operations, 10^5 inputs", workplace) {
      let (sum, point) = try wide(100_000, workplace)
      return ["grad", "-f", sum, "--bindings", point]
    }
    try measure("gradient through 10^6 nested parentheses", workplace) {
      ["grad", "-f", try nested(1_000_000, workplace), "x=1.3"]
    }
    try measure("gradient of v = v*y + sin(v), 10^5 times", workplace) {
      ["grad", "-f", try swell(100_000, workplace), "x=1", "y=0.9"]
    }
    try measure("sparse Hessian of Rosenbrock's function, n = 10^5", workplace) {
      ["hessian", "--sparse", rosenbrock, "x=zeros(100000, 1)"]
    }
  }

  private static func measure(
    _ name: String, _ workplace: Workplace, _ makeArguments: () throws -> [String]
  ) throws {
    let arguments = [workplace.tool] + (try makeArguments())
    let runs = try (0..<rounds).map { _ in try ProcessRun(arguments, output: "/dev/null") }
    let run = ProcessRun(medianOf: runs)
    print(
      padded(name, 49), column(run.wall), column(run.processor, width: 7),
      column(run.memory / 1e6, decimals: 1, width: 7))
  }

  // MARK: - Programs, those of examples/large.sh

  /// Definitions, each made of the one before; three operations each.
  private static func chain(_ count: Int, _ workplace: Workplace) throws -> String {
    try workplace.makeFile("chain.ad") { file in
      file.write("a0 = x\n")
      for k in 1...count / 3 { file.write("a\(k) = sin(a\(k - 1) + x)*y\n") }
    }
  }

  /// One sum of products with many inputs, ten operations for each, and where the inputs are.
  private static func wide(_ inputs: Int, _ workplace: Workplace) throws -> (String, String) {
    let sum = try workplace.makeFile("wide.ad") { file in
      for k in 0..<inputs * 10 / 4 {
        if k > 0 { file.write(" + ") }
        file.write(Double(k % 9 + 1) / 8)
        file.write("*x\(k % inputs)*sin(x\((7 * k + 3) % inputs))")
      }
      file.write("\n")
    }
    let point = try workplace.makeFile("wide.txt") { file in
      for k in 0..<inputs {
        file.write("x\(k)=")
        file.write(0.1 + Double(k % 17) / 16)
        file.write("\n")
      }
    }
    return (sum, point)
  }

  private static func nested(_ depth: Int, _ workplace: Workplace) throws -> String {
    try workplace.makeFile("nested.ad") { file in
      for _ in 0..<depth { file.write("(") }
      file.write("x")
      for _ in 0..<depth { file.write(")") }
      file.write("\n")
    }
  }

  /// A program that would have 2^count terms, were it written out.
  private static func swell(_ count: Int, _ workplace: Workplace) throws -> String {
    try workplace.makeFile("swell.ad") { file in
      file.write("v0 = x\n")
      for k in 1...count { file.write("v\(k) = v\(k - 1)*y + sin(v\(k - 1))\n") }
    }
  }
}
