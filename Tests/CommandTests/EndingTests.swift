import Foundation
import TestSupport
import Testing

/// How the built tool ends where the system gives it less than it needs, or ends it.
@Suite("Endings")
struct EndingTests {
  /// The signals that end a process by default. A shell lets what it starts in the background
  /// ignore two of them.
  private static let signals: [(name: String, number: Int, starter: String)] = {
    var signals = [
      ("HUP", 1, ""), ("ABRT", 6, ""), ("ALRM", 14, ""), ("TERM", 15, ""), ("PIPE", 13, ""),
    ]
    #if os(Linux)
      let takes = "env --default-signal=INT,QUIT "
      signals += [
        ("INT", 2, takes), ("QUIT", 3, takes), ("USR1", 10, ""), ("USR2", 12, ""),
        ("SEGV", 11, ""), ("VTALRM", 26, ""), ("PROF", 27, ""), ("XCPU", 24, ""), ("IO", 29, ""),
        ("PWR", 30, ""), ("SYS", 31, ""), ("RTMIN", 34, ""), ("RTMAX", 64, ""),
      ]
    #endif
    return signals
  }()

  @Test("A signal ends a run as it ends any process, behind whole rows", arguments: signals)
  func signal(name: String, number: Int, starter: String) throws {
    let scratch = try TemporaryDirectory()
    let outcome = try Tool.shell(
      """
      # A debug build's own printer of stack traces would see some of them first.
      export SWIFT_BACKTRACE=enable=no
      mkfifo rows
      \(starter)autodiff grad --rows rows --rows-format csv --threads 2 'x^2' > out.csv & p=$!
      exec 3> rows
      printf 'x\\n1\\n2\\n3' >&3
      until [ "$(wc -l < out.csv)" -ge 3 ]; do sleep 0.02; done
      kill -\(name) $p; wait $p; s=$?
      cat out.csv; exit $s
      """, in: scratch.url, home: scratch.url)
    #expect(outcome.status == 128 + number)
    #expect(outcome.outputText.contains("value,d_x\n1,2\n4,4\n"))
    #expect(!outcome.outputText.contains("9,6"))
  }

  /// What starts a process that is to ignore two signals, or to hold them back.
  private static let deafening: [String] = {
    var starters = ["trap '' HUP USR1; exec"]
    #if os(Linux)
      starters.append("exec env --block-signal=HUP,USR1")
    #endif
    return starters
  }()

  @Test(
    "A signal that a process was started to ignore, or to hold back, does not end it",
    arguments: deafening)
  func ignored(starter: String) throws {
    let scratch = try TemporaryDirectory()
    let outcome = try Tool.shell(
      """
      mkfifo rows
      (\(starter) autodiff eval --rows rows --rows-format csv 'x^2' > out.csv) & p=$!
      exec 3> rows
      printf 'x\\n1\\n2\\n' >&3
      until [ "$(wc -l < out.csv)" -ge 3 ]; do sleep 0.02; done
      kill -HUP $p; kill -USR1 $p; echo 3 >&3; exec 3>&-; wait $p && cat out.csv
      """, in: scratch.url, home: scratch.url)
    #expect(outcome.outputText == "value\n1\n4\n9\n")
    #expect(outcome.status == 0)
  }

  @Test("Nor does it when a file was saved", arguments: deafening)
  func ignoredAfterSaving(starter: String) throws {
    let scratch = try TemporaryDirectory()
    let outcome = try Tool.shell(
      """
      mkfifo second.csv
      (\(starter) autodiff eval --save A=first.csv --save B=second.csv 'A = 1; B = 2') & p=$!
      until [ -e first.csv ]; do sleep 0.02; done
      kill -HUP $p; kill -USR1 $p; sleep 0.1; cat second.csv; wait $p && cat first.csv
      """, in: scratch.url, home: scratch.url)
    #expect(outcome.outputText == "2\n1\n")
    #expect(outcome.status == 0)
  }

  @Test("A process without arguments, not even its own name, is told how to use the tool")
  func withoutArguments() throws {
    let tool = try #require(Tool.executable)
    var process = pid_t()
    var none: [UnsafeMutablePointer<CChar>?] = [nil]
    #if os(Linux)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    try #require(posix_spawn(&process, tool.path, &actions, nil, &none, &none) == 0)
    var status: Int32 = 0
    #expect(waitpid(process, &status, 0) == process)
    #expect(status == 2 << 8, "exit status 2, and no signal")
  }

  #if os(Linux)
    @Test(
      "Little stack, few files and closed streams are enough",
      arguments: [
        "(ulimit -s 256; autodiff check 'x*sin(y)' x=1 y=2 > out; echo $?)",
        "(ulimit -s 256; printf 'x\\n1\\n' | autodiff grad --rows - --rows-format csv x > out; echo $?)",
        "(ulimit -s unlimited; printf 'x\\n1\\n' | autodiff grad --rows - --rows-format csv x > out; echo $?)",
        "autodiff eval x x=1 > out <&- 2>&-; echo $?",
        "cd /; autodiff eval x x=1 > $HOME/out; echo $?",
        "env -i \"$(command -v autodiff)\" eval x x=1 > out; echo $?",
      ])
    func little(command: String) throws {
      let scratch = try TemporaryDirectory()
      let outcome = try Tool.shell(
        command + "; test -s $HOME/out || echo nothing", in: scratch.url, home: scratch.url)
      #expect(outcome.outputText == "0\n")
    }

    @Test("More memory than there is: one message, how much it was, and status 5")
    func largeMemory() throws {
      // Sanitizers need more addresses than this leaves.
      let own = ProcessInfo.processInfo.environment
      guard own["ASAN_OPTIONS"] == nil, own["TSAN_OPTIONS"] == nil else { return }
      let scratch = try TemporaryDirectory()
      let outcome = try Tool.shell(
        "ulimit -v 2000000; autodiff eval 'sum(zeros(16384, 16384) + x)' x=1", in: scratch.url,
        home: scratch.url)
      #expect(outcome.status == 5)
      let lines = outcome.outputText.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(
        lines.first?.wholeMatch(of: /error: out of memory: \d{10} more bytes were wanted/) != nil)
      #expect(lines.last?.hasPrefix("help: ") == true)
    }

    /// The release build, where it is there and not older than its sources: only there do calls of
    /// `malloc` come to the tool.
    private static let release: URL? = {
      let file = PackageDirectory.root.appendingPathComponent(".build/release/autodiff")
      func date(_ url: URL) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: url.path)[.modificationDate]) as? Date
      }
      let sources = PackageDirectory.root.appendingPathComponent("Sources")
      let paths = (try? FileManager.default.subpathsOfDirectory(atPath: sources.path)) ?? []
      let newest = paths.filter { $0.hasSuffix(".swift") }
        .compactMap { date(sources.appendingPathComponent($0)) }.max()
      guard let built = date(file), let newest, built > newest else { return nil }
      return file
    }()

    private static let hungry: [String] = [
      "eval -f deep.ad x=1", "grad -f chain.ad x=1", "diff -f chain.ad", "emit -f chain.ad",
      "graph -f chain.ad", "check -f chain.ad x=1", "eval 'sum(zeros(1500, 1500) + x)' x=1",
      "eval A 'A=ones(900, 900)' --save A=out.csv", "grad 'x*sin(x)' --rows rows.csv --threads 1",
      "grad 'x*sin(x)' --rows rows.csv --threads 64", "check x^2 --rows rows.csv --threads 3",
      "help language",
    ]

    @Test(
      "However little memory there is, a run is whole, or ends with one message and status 5",
      .enabled(if: release != nil, "it needs an up-to-date release build"), arguments: hungry)
    func memory(command: String) throws {
      let scratch = try TemporaryDirectory()
      let release = try #require(Self.release)
      let outcome = try Tool.shell(
        """
        awk 'BEGIN { n = 200000; for (i = 0; i < n; i++) printf "("; printf "x"
          for (i = 0; i < n; i++) printf ")" }' > deep.ad
        awk 'BEGIN { print "y0 = x"; for (i = 1; i < 20000; i++)
          printf "y%d = y%d*x + sin(y%d)\\n", i, i - 1, i - 1 }' > chain.ad
        awk 'BEGIN { print "x"; for (i = 0; i < 4000; i++) print i + 0.5 }' > rows.csv
        # The file itself takes room, and with less than a little more the system ends the process.
        size=$(($(wc -c < \(release.path)) / 1000))
        for room in 1000 3000 6000 10000 18000 36000 66000 114000 186000; do
          limit=$((size + room))
          (ulimit -v $limit; exec \(release.path) \(command)) > standard 2> error
          status=$?
          if [ $status -eq 5 ]; then
            grep -q '^error: out of memory' error && [ $(wc -l < error) -eq 2 ] || echo "$limit: message"
          elif [ $status -ne 0 ] || [ -s error ]; then
            echo "$limit: status $status"; head -n 3 error
          fi
          [ -z "$(tail -c 1 standard)" ] || [ $status -eq 5 ] || echo "$limit: cut"
          case "\(command)" in *--rows*) [ -z "$(tail -c 1 standard)" ] || echo "$limit: cut row";; esac
          [ -z "$(ls -a | grep '~')" ] || echo "$limit: a temporary file"
        done
        """, in: scratch.url, home: scratch.url)
      #expect(outcome.outputText == "")
    }
  #endif
}
