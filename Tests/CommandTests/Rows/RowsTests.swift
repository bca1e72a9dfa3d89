import Evaluation
import Foundation
import Graph
import Numerics
import TestSupport
import Testing

@testable import autodiff

/// Runs over many rows, by the built tool.
@Suite("Rows")
struct RowsTests {
  private static let program = "exp(sin(x*y)*log(z)) + max(x, z)"
  private static let rowCount = 15_000

  /// More rows than a chunk holds, with some that are not finite, and some that cannot be read.
  private static let table: (text: String, rows: [[Double]?]) = {
    var text = "x,y,z\n"
    var rows: [[Double]?] = []
    var random = Pseudorandom(seed: 1)
    for row in 0..<rowCount {
      if row % 997 == 500 {
        text += "1,,2\n"
        rows.append(nil)
      } else {
        let numbers = (0..<3).map { _ in random.uniform(-0.5...3.5) }
        text += numbers.map { DecimalWriter.text($0) }.joined(separator: ",") + "\n"
        rows.append(numbers)
      }
    }
    return (text, rows)
  }()

  private static func lines(_ outcome: ProcessOutcome) -> [Substring] {
    outcome.outputText.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  @Test("A large Jacobian of rows says the mode that a point of it is computed in")
  func largeJacobian() throws {
    let scratch = try TemporaryDirectory()
    let common = ["a*x[1:70].*x[2:71]", "x=ones(80,1)", "--wrt", "x", "--format", "json"]
    let rows = try Tool.run(
      ["jacobian"] + common + ["--rows", "-", "--rows-format", "csv"], input: Data("a\n1\n".utf8),
      in: scratch.url)
    let point = try Tool.run(["jacobian"] + common + ["a=1"], in: scratch.url)
    #expect(rows.outputText.contains(#""mode":"forward""#))
    #expect(point.outputText.contains(#""mode":"forward""#))
  }

  @Test("Any number of threads writes what single runs print")
  func threads() throws {
    let scratch = try TemporaryDirectory()
    var first: Data?
    for count in 1...3 {
      let outcome = try Tool.run(
        [
          "grad", "--rows", "-", "--rows-format", "csv", "--on-error", "nan", "--threads",
          "\(count)", Self.program,
        ], input: Data(Self.table.text.utf8), in: scratch.url)
      #expect(outcome.status == 0)
      #expect(outcome.errorText.contains("15 rows that could not be read"))
      #expect(first == nil || first == outcome.output)
      first = outcome.output
      guard count == 1 else { continue }
      let lines = Self.lines(outcome)
      #expect(lines.count == Self.rowCount + 1)
      for row in stride(from: 0, to: Self.rowCount, by: 61) {
        guard let point = Self.table.rows[row] else { continue }
        let program = try ProgramReader.lower(.init(name: "test", Self.program)) { _ in nil }
        let gradient = Gradient(of: program, by: [0, 1, 2], at: point, mode: .reverse)
        let expected = ([gradient.value] + gradient.partials).map { DecimalWriter.text($0) }
        #expect(lines[row + 1] == expected.joined(separator: ","))
      }
    }
  }

  @Test("A row that cannot be read ends the run behind the rows before it")
  func stops() throws {
    let scratch = try TemporaryDirectory()
    for threads in ["1", "2"] {
      let outcome = try Tool.run(
        [
          "eval", "--rows", "-", "--rows-format", "csv", "--threads", threads, Self.program,
        ], input: Data(Self.table.text.utf8), in: scratch.url)
      #expect(outcome.status == 5)
      #expect(Self.lines(outcome).count == 501)
      #expect(outcome.errorText.contains("standard input:502:3"))
    }
  }

  /// Shell: waits until a condition holds. A tool that hangs is given up after many minutes.
  private static func wait(until condition: String) -> String {
    "n=0; until \(condition) || [ $n -ge 12000 ]; do n=$((n + 1)); sleep 0.05; done"
  }

  /// The signals that end a run, with what starts it so that it takes them: a shell without job
  /// control lets its background ignore SIGINT.
  private static let endings: [(name: String, starter: String)] = {
    var signals = [("TERM", ""), ("HUP", "")]
    #if os(Linux)
      signals.append(("INT", "env --default-signal=INT "))
    #endif
    return signals
  }()

  @Test("A run that is ended from outside leaves whole rows", arguments: endings)
  func signals(name: String, starter: String) throws {
    let scratch = try TemporaryDirectory()
    let file = scratch.url.appendingPathComponent("some.csv")
    let rows = Self.table.text.split(separator: "\n").dropFirst().filter { !$0.contains(",,") }
    try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: file)
    // The rows have no end: the run is under way whenever the signal comes.
    for wait in ["0", "0.3"] {
      let outcome = try Tool.shell(
        """
        rm -f out.csv
        (echo x,y,z; while cat some.csv 2> /dev/null; do :; done) | \
        \(starter)autodiff check --rows - --rows-format csv '\(Self.program)' > out.csv & p=$!
        \(Self.wait(until: "[ -s out.csv ]")); sleep \(wait)
        kill -\(name) $p; wait $p; s=$?
        [ $s -gt 128 ] && [ -s out.csv ] && [ -z "$(tail -c 1 out.csv)" ]
        """, in: scratch.url, home: scratch.url)
      #expect(outcome.status == 0, "\(outcome.outputText)")
    }
  }

  @Test("A reader that leaves ends the run silently, and one that waits gets whole rows")
  func pipes() throws {
    let scratch = try TemporaryDirectory()
    try Data(Self.table.text.utf8).write(to: scratch.url.appendingPathComponent("rows.csv"))
    let closed = try Tool.shell(
      "autodiff eval --rows rows.csv --on-error skip x | head -n 2", in: scratch.url,
      home: scratch.url)
    #expect(closed.outputText.hasPrefix("value\n"))
    #expect(closed.outputText.split(separator: "\n").count == 2)
    let killed = try Tool.shell(
      """
      (autodiff grad --rows rows.csv --on-error skip --quiet 'x*y*z' & sleep 0.3; kill -KILL $!; \
      wait; touch killed) | (\(Self.wait(until: "[ -e killed ]")); cat) > out.csv
      [ -z "$(tail -c 1 out.csv)" ]
      """, in: scratch.url, home: scratch.url)
    #expect(killed.status == 0, "\(killed.outputText)")
  }

  @Test("Rows come out as they come in, and a stream that stalls holds nothing back")
  func stalls() throws {
    let scratch = try TemporaryDirectory()
    let outcome = try Tool.shell(
      """
      mkfifo pipe
      touch out.csv
      (printf 'x\\n1\\n2\\n3'; \(Self.wait(until: "[ $(wc -l < out.csv) -ge 3 ]"))
      cat out.csv > seen.csv; echo 4) > pipe &
      autodiff eval --rows pipe --rows-format csv '2*x' > out.csv; wait
      cat seen.csv; echo then; cat out.csv
      """, in: scratch.url, home: scratch.url)
    #expect(outcome.outputText == "value\n2\n4\nthen\nvalue\n2\n4\n68\n")
  }

  #if os(Linux)
    /// What a terminal shows while rows come more slowly than its line changes; nil where there is
    /// no `script`.
    ///
    /// - Parameter started: a condition of the shell that the first row's result makes true.
    private func shown(
      _ options: String, redirection: String, started: String = "true"
    ) throws -> String? {
      let scratch = try TemporaryDirectory()
      let run = "autodiff eval --rows - --rows-format csv \(options) x \(redirection)"
      let rows = "echo x; echo 1; \(Self.wait(until: started)); sleep 0.6; echo 1; echo 1"
      try Data("(\(rows)) | \(run)\n".utf8).write(
        to: scratch.url.appendingPathComponent("run.sh"))
      let outcome = try Tool.shell(
        """
        command -v script > /dev/null || exit 3
        script -qec 'sh run.sh' /dev/null < /dev/null
        """, in: scratch.url, home: scratch.url)
      return outcome.status == 3 ? nil : outcome.outputText
    }

    @Test("A terminal shows how far a run is, and nothing of it in the end")
    func progress() throws {
      guard let shown = try shown("", redirection: "> out.csv", started: "[ -s out.csv ]")
      else { return }
      // A busy machine may show one for the first row.
      #expect(shown.contains(/^\r[123] rows,/))
      #expect(shown.contains(" rows/s\u{1b}[K\r"))
      #expect(shown.hasSuffix("\r\u{1b}[K"))
      #expect(try self.shown("--quiet", redirection: "> out.csv") == "")
      #expect(
        try self.shown("", redirection: "2> log") == "value\r\n1\r\n1\r\n1\r\n")
      #expect(
        try self.shown("", redirection: "") == "value\r\n1\r\n1\r\n1\r\n")
    }

    @Test("A full disk is a message and status 5")
    func fullDisk() throws {
      let scratch = try TemporaryDirectory()
      let outcome = try Tool.shell(
        "printf 'x\\n1\\n' | autodiff eval --rows - --rows-format csv x > /dev/full",
        in: scratch.url, home: scratch.url)
      #expect(outcome.status == 5)
      #expect(outcome.outputText.contains("No space left on device"))
    }
  #endif

  @Test("What is half written on a disk that is full is taken back")
  func sizeLimit() throws {
    let scratch = try TemporaryDirectory()
    try Data(Self.table.text.utf8).write(to: scratch.url.appendingPathComponent("rows.csv"))
    // A limit on the size of files, in blocks of 512 bytes, stands for a small disk.
    let outcome = try Tool.shell(
      """
      (trap '' XFSZ; ulimit -f 100; \
      autodiff grad --rows rows.csv --on-error skip --quiet 'x*y*z' > out.csv; echo $? > status)
      cat status; [ -s out.csv ] && [ -z "$(tail -c 1 out.csv)" ]
      """, in: scratch.url, home: scratch.url)
    #expect(outcome.status == 0)
    #expect(outcome.outputText.contains("File too large"))
    #expect(outcome.outputText.hasSuffix("5\n"))
  }
}
