import Foundation
import TestSupport
import Testing

/// Rules of the house that the compiler does not hold.
@Suite("House rules")
struct HouseRulesTests {
  private struct File {
    /// From the package's root: `Sources/Graph/Nodes/Operation.swift`.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// Whether one of these occurs: most files have none, and lines need not be looked at.
    func mentions(_ words: String...) -> Bool { words.contains { text.contains($0) } }
  }

  private static func files(under folder: String) throws -> [File] {
    let base = PackageDirectory.root.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path)
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map {
      File(
        path: "\(folder)/\($0)",
        text: try String(contentsOf: base.appending(path: $0), encoding: .utf8))
    }
  }

  /// Foundation costs 5 ms of start-up and megabytes of program; so does what brings it along.
  @Test("Shipped code imports its own modules only, and the C library in one place")
  func imports() throws {
    let modules = try FileManager.default.contentsOfDirectory(
      atPath: PackageDirectory.root.appending(path: "Sources").path)
    for file in try Self.files(under: "Sources") {
      for line in file.lines
      where line.contains("import") && line.contains(/^\s*(@\w+\s+)*import\s/) {
        let module = String(line.split(separator: " ").last ?? "")
        let isPlatform =
          file.path == "Sources/Numerics/Platform/Platform.swift"
          && ["Glibc", "Darwin"].contains(module)
        #expect(isPlatform || modules.contains(module), "\(file.path): \(line)")
      }
    }
  }

  @Test("Only the platform's own files ask which it is")
  func platform() throws {
    let asking = try Self.files(under: "Sources").filter {
      $0.mentions("#if", "#elseif") && $0.text.contains(/#(if|elseif) .*(canImport|os\(|arch\()/)
    }
    #expect(!asking.isEmpty)
    #expect(asking.allSatisfy { $0.path.hasPrefix("Sources/Numerics/Platform/Platform") })
  }

  @Test("What a user can cause never ends in a trap")
  func noTraps() throws {
    for file in try Self.files(under: "Sources")
    where file.mentions("try!", "fatalError(", "as!") {
      for line in file.lines where !line.contains(/^\s*\/\//) {
        #expect(!line.contains(/\btry!|\bfatalError\(|\bas!/), "\(file.path): \(line)")
      }
    }
  }

  /// A machine may be busy with other things. Complexity is counted: nodes, bytes, calls; speed is
  /// for `Sources/benchmark`.
  @Test("No test measures time")
  func noClocks() throws {
    let others = try Self.files(under: "Tests").filter {
      !$0.path.hasSuffix("/HouseRulesTests.swift")
    }
    for file in others {
      let measures = file.mentions(
        "ContinuousClock", "SuspendingClock", "clock_gettime", "Date()", ".timeLimit(")
      #expect(!measures, "\(file.path)")
    }
  }

  /// The package builds what it lists; a directory beside it would be tests that never run.
  @Test("Every directory of tests is built")
  func testTargets() throws {
    let root = PackageDirectory.root
    let package = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    let tests = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Tests").path)
    for name in tests where !name.hasPrefix(".") {
      #expect(package.contains("\"\(name)\""), "\(name)")
    }
  }

  /// `FlatArray` alone is public: only then is it inlined in other modules.
  @Test("Nothing is left to do, and nothing is public")
  func leftovers() throws {
    for file in try Self.files(under: "Sources") + Self.files(under: "Tests") {
      guard !file.path.hasSuffix("/HouseRulesTests.swift") else { continue }
      let isUnfinished = file.mentions("TODO", "FIXME", "XXX")
      for line in file.lines {
        #expect(
          !isUnfinished || !line.contains(/\b(TODO|FIXME|XXX)\b/), "\(file.path): \(line)")
        let code = line.drop { $0 == " " }
        let isPublic = code.hasPrefix("public ") || code.hasPrefix("open ")
        #expect(
          !isPublic || file.path.hasSuffix("/Numerics/Arrays/FlatArray.swift"),
          "\(file.path): \(line)")
      }
    }
  }

  /// An option is found by its name: one that a command reads and does not list would always be as
  /// if it were not given, and one of the same name with another type would be read wrongly.
  @Test("A command lists the options that it reads")
  func optionsAreListed() throws {
    let files = try Self.files(under: "Sources/autodiff")
    let names = /Options\.(\w+)/
    func options(in text: some StringProtocol) -> Set<String> {
      Set(String(text).matches(of: names).map { String($0.1) })
    }
    var groups: [String: Set<String>] = [:]
    for file in files where file.path.contains("/Options/") {
      for match in file.text.matches(of: /@OptionList static var (\w+): [^{]*{([^}]*)}/) {
        let words = match.2.split { !$0.isLetter && $0 != "." }.map(String.init)
        groups[String(match.1)] = Set(words)
      }
    }
    #expect(groups["common"]?.contains("digits") == true)
    var listedSomewhere: Set<String> = []
    var readSomewhere: Set<String> = []
    for file in files where !file.path.contains("/Options/") {
      let read = Set(file.text.matches(of: /\[Options\.(\w+)\]/).map { String($0.1) })
      readSomewhere.formUnion(read)
      guard let list = file.text.firstMatch(of: /\n    options: {\n((?:      .*\n)*)    },?\n/)
      else {
        continue
      }
      var listed = options(in: list.1)
      for name in listed { listed.formUnion(groups[name] ?? []) }
      listedSomewhere.formUnion(listed)
      #expect(read.isSubset(of: listed), "\(file.path): \(read.subtracting(listed))")
    }
    #expect(listedSomewhere.count > 20)
    #expect(
      readSomewhere.isSubset(of: listedSomewhere), "\(readSomewhere.subtracting(listedSomewhere))")
  }

  /// Lines that hold nothing but numbers do not count: a table has no seam.
  @Test("A file says one thing, in no more than 300 lines")
  func lengths() throws {
    for file in try Self.files(under: "Sources") {
      let lines = file.lines.dropLast().filter { !$0.contains(/^\s*0x/) }
      #expect(lines.count <= 300, "\(file.path)")
    }
  }

  /// The formatter breaks code, and leaves comments as they are.
  @Test("A comment is no wider than code may be: 100 columns")
  func widths() throws {
    for file in try Self.files(under: "Sources") + Self.files(under: "Tests") {
      var isText = false
      for (number, line) in file.lines.enumerated() {
        if line.matches(of: /"""/).count % 2 == 1 { isText.toggle() }
        guard !isText, line.contains(/^\s*\/\//) else { continue }
        #expect(line.count <= 100, "\(file.path):\(number + 1)")
      }
    }
  }

  /// Declarations without a blank line between them share the comment above the first. The comment
  /// of a type covers what stands directly below its head. Stored properties say what they are by
  /// their names, and so does an initialiser that only keeps its arguments.
  @Test("What other modules may use says what it does")
  func comments() throws {
    for file in try Self.files(under: "Sources") {
      let lines = file.lines
      for (number, line) in lines.enumerated() {
        guard let keyword = Self.keyword(of: line), keyword != .stored,
          keyword != .initialiser || !Self.onlyKeepsArguments(lines, from: number)
        else { continue }
        #expect(Self.hasComment(number, lines), "\(file.path):\(number + 1): \(line)")
      }
    }
  }

  private enum Keyword { case stored, initialiser, other }

  /// What a line declares for other modules; nil where it declares nothing for them.
  private static func keyword(of line: Substring) -> Keyword? {
    guard line.contains("package ") || line.contains("public ") else { return nil }
    let pattern =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:package|public|open)\s+(?:(?:static|final|mutating|nonmutating|convenience|indirect|(?:internal|private|fileprivate)\(set\))\s+)*(\w+)(.*)$/
    guard let match = line.wholeMatch(of: pattern) else { return nil }
    switch match.1 {
    case "let": return .stored
    case "var": return match.2.hasSuffix("{") || match.2.hasSuffix("}") ? .other : .stored
    case "init": return .initialiser
    case "extension", "import": return nil
    default: return .other
    }
  }

  private static func indent(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }

  private static func hasComment(_ number: Int, _ lines: [Substring]) -> Bool {
    let own = indent(lines[number])
    for line in lines[..<number].reversed() {
      let text = line.drop { $0 == " " }
      if text.isEmpty { return false }
      if text.hasPrefix("///") { return true }
      if text.hasPrefix("//") { return false }
      if indent(line) < own { return true }
    }
    return false
  }

  /// Whether all statements of an initialiser set a property to an argument.
  private static func onlyKeepsArguments(_ lines: [Substring], from number: Int) -> Bool {
    guard let head = lines[number...].firstIndex(where: { $0.hasSuffix("{") || $0.hasSuffix("}") })
    else { return false }
    if lines[head].hasSuffix("}") { return true }
    return lines[(head + 1)...].prefix { indent($0) > indent(lines[number]) }
      .allSatisfy { $0.contains(/^\s*(self\.\w+ = \w+|\(self\..*\) = .*)$/) }
  }
}
