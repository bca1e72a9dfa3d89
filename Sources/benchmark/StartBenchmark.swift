import Numerics

/// One gradient as a whole process, beside a process that does nothing.
enum StartBenchmark {
  private static let rounds = 101

  static func run() throws {
    let workplace = try Workplace()
    let tool = try workplace.installTool()
    guard
      let nothing = ["/bin/true", "/usr/bin/true"].first(where: { (path: String) in
        access(path, X_OK) == 0
      })
    else { throw BenchmarkError("this system has no `true`") }
    let program = Sample.exponential.program
    let commands: [(name: String, arguments: [String])] = [
      (nothing, [nothing]), ("autodiff version", [tool, "version"]),
      ("autodiff eval '\(program)'", [tool, "eval", program, "u=1.3"]),
      ("autodiff grad '\(program)'", [tool, "grad", program, "u=1.3"]),
    ]
    var runs: [[ProcessRun]] = Array(repeating: [], count: commands.count)
    for _ in 0..<rounds {
      for (index, command) in commands.enumerated() {
        runs[index].append(try ProcessRun(command.arguments, output: "/dev/null"))
      }
    }
    print("start: whole processes, started in turn, medians of \(rounds)")
    print(padded("command", 42), "wall ms   ratio")
    for (index, command) in commands.enumerated() {
      let run = ProcessRun(medianOf: runs[index])
      let ratios = zip(runs[index], runs[0]).map { $0.wall / $1.wall }.sorted()
      print(
        padded(command.name, 40), column(run.wall * 1e3), column(ratios[rounds / 2], width: 7))
    }
  }
}
