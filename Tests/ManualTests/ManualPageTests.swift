import Arguments
import Calculus
import Testing

@testable import Manual
@testable import autodiff

@Suite("Manual pages")
struct ManualPageTests {
  private static let manual = ManualPages(Command.table)
  static let pages = manual.all

  private func lines(_ page: ManualPages.Page) -> [Substring] {
    page.source.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  @Test("Each command has a page, and so have the language and the speed")
  func names() {
    #expect(
      Self.pages.map(\.fileName)
        == ["autodiff.1"] + Command.all.map { "\($0.description.pageName).1" } + [
          "autodiff-language.7", "autodiff-speed.7",
        ])
  }

  @Test("A page has the form of mdoc", arguments: pages.map(\.name))
  func structure(_ name: String) throws {
    let page = try #require(Self.pages.first { $0.name == name })
    let lines = lines(page)
    #expect(lines[0] == ".Dd \(Release.date)")
    #expect(lines[1] == ".Dt \(name.uppercased()) \(page.section)")
    #expect(lines[2] == ".Os")
    #expect(lines[3...5] == [".Sh NAME", ".Nm \(name)", lines[5]])
    #expect(lines[5].hasPrefix(".Nd "))
    let sections = lines.filter { $0.hasPrefix(".Sh ") }.map { String($0.dropFirst(4)) }
    let expected =
      switch page.name {
      case "autodiff-language":
        ["NAME", "DESCRIPTION", "OPERATORS", "FUNCTIONS", "CONVENTIONS", "EXAMPLES", "SEE ALSO"]
      case "autodiff-speed":
        ["NAME", "DESCRIPTION", "GRADIENTS IN MEMORY", "FROM FILE TO FILE", "SEE ALSO"]
      default:
        ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"]
      }
    #expect(sections.filter { expected.contains($0) } == expected)
    #expect(Set(sections).count == sections.count)
  }

  @Test("The source is plain, balanced and not too wide", arguments: pages.map(\.name))
  func source(_ name: String) throws {
    let page = try #require(Self.pages.first { $0.name == name })
    #expect(page.source.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
    var isLiteral = false
    var lists = 0
    for line in lines(page) {
      #expect(!line.hasSuffix(" "), "\(line)")
      #expect(!line.isEmpty || isLiteral)
      if line.hasPrefix(".Bd ") { isLiteral = true }
      if line == ".Ed" { isLiteral = false }
      if line.hasPrefix(".Bl ") { lists += 1 }
      if line == ".El" { lists -= 1 }
      #expect(lists == 0 || lists == 1)
      #expect(isLiteral || line.hasPrefix(".") || line.utf8.count <= 80, "\(line)")
      // A macro is two letters, or three; anything else would be swallowed.
      if line.hasPrefix(".") {
        let macro = line.dropFirst().prefix { $0 != " " }
        #expect(
          ["Bd", "Bl", "Dd", "Dt", "Ed", "El", "It", "Nd", "Nm", "No", "Op", "Os", "Pp", "Ql"]
            .contains(macro) || ["Sh", "Ss", "Ar", "Xr"].contains(macro), "\(line)")
      }
      #expect(!line.hasPrefix("'"), "\(line)")
    }
    #expect(!isLiteral && lists == 0)
  }

  @Test("Every option of a command is in its page", arguments: Command.all.map(\.description.name))
  func options(_ name: String) throws {
    let command = try #require(Command.table.commands.first { $0.name == name })
    let page = try Self.manual.source(named: name)
    for option in command.options {
      let flag = "Fl \\-\(option.name)" + (option.value.map { " Ar \($0)" } ?? "")
      #expect(page.contains(".It \(flag)\n") || page.contains(" , \(flag)\n"), "\(flag)")
      for choice in option.choices { #expect(page.lowercased().contains(choice), "\(choice)") }
    }
    for example in command.examples { #expect(page.contains(Mdoc.code(example.command))) }
  }

  @Test("Every function is in the page of the language")
  func functions() throws {
    let page = try Self.manual.source(named: "language")
    let signatures =
      Registry.primitives.filter { $0.form == .function }.map(FunctionReference.signature)
      + ArrayRegistry.operations.filter { $0.form == .function }.map(FunctionReference.signature)
    for text in signatures {
      let signature = Mdoc.code(text)
      #expect(
        page.contains("\n.It Sy \(signature)\n") || page.contains("\n.It Sy \"\(signature)\"\n"),
        "\(signature)")
    }
  }

  @Test("A page is found with and without the prefix")
  func lookUp() throws {
    #expect(try Self.manual.source(named: nil) == Self.pages[0].source)
    #expect(try Self.manual.source(named: "autodiff") == Self.pages[0].source)
    for page in Self.pages.dropFirst() {
      #expect(try Self.manual.source(named: page.name) == page.source)
      #expect(try Self.manual.source(named: String(page.name.dropFirst(9))) == page.source)
    }
    #expect(throws: ManualError.unknownPage(name: "")) { try Self.manual.source(named: "") }
  }

  @Test("The version is one word of three numbers")
  func version() {
    let numbers = Release.version.split(separator: ".")
    #expect(numbers.count == 3 && numbers.allSatisfy { Int($0) != nil })
    #expect(Release.line == "autodiff \(Release.version)")
  }
}
