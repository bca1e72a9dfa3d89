import Arguments
import Manual
import Testing

@testable import autodiff

@Suite("Help")
struct HelpTests {
  static let described = Command.table.all
  private static let help = Help(Command.table)

  /// Every text that is shown in a terminal.
  static var texts: [(title: String, text: String)] {
    described.flatMap { command in
      [
        ("\(command.invocationName) -h", Self.help.short(command)),
        ("\(command.invocationName) --help", Self.help.long(command)),
      ]
    } + [
      ("functions", FunctionReference.list()),
      ("language", (try? Self.help.topic("language")) ?? ""),
    ] + FunctionReference.names.map { ("functions \($0)", (try? Self.help.topic($0)) ?? "") }
  }

  @Test("No line is wider than 80 columns")
  func width() {
    for (title, text) in Self.texts {
      for line in text.split(separator: "\n") {
        #expect(line.unicodeScalars.count <= 80, "\(title): \(line)")
        #expect(line.last != " ", "\(title): \(line)")
      }
      #expect(text.hasSuffix("\n"), "\(title)")
      #expect(!text.contains("\n\n\n"), "\(title)")
    }
  }

  @Test("Short help fits a screen", arguments: described.map(\.name))
  func screen(_ name: String) throws {
    let command = try #require(Self.described.first { $0.name == name })
    #expect(
      Self.help.short(command).split(separator: "\n", omittingEmptySubsequences: false).count <= 24)
  }

  @Test("Every option is in both helps, with its choices", arguments: described.map(\.name))
  func options(_ name: String) throws {
    let command = try #require(Self.described.first { $0.name == name })
    for option in command.options {
      if !name.isEmpty { #expect(Self.help.short(command).contains(option.signature)) }
      #expect(Self.help.long(command).contains(option.signature))
      for choice in option.choices {
        #expect(option.summary.lowercased().contains(choice), "\(option.name): \(choice)")
      }
    }
  }

  @Test("`help` explains commands, the language and functions")
  func topics() throws {
    for command in Command.table.commands {
      #expect(try Self.help.topic(command.name) == Self.help.long(command))
    }
    #expect(try Self.help.topic(nil) == Self.help.long(Command.tool))
    #expect(try Self.help.topic("language").contains("PROGRAMS"))
    #expect(try Self.help.topic("sin").hasPrefix("sin(x)\n"))
    #expect(throws: ManualError.unknownTopic(name: "nonsense")) { try Self.help.topic("nonsense") }
  }

  @Test("The exit statuses are explained where they can occur")
  func statuses() throws {
    let check = Self.help.long(CheckCommand.command.description)
    for status in [0, 1, 2, 3, 4, 5, 70] {
      #expect(check.contains("\n  \(status) "), "\(status)")
    }
    #expect(!Self.help.long(EvaluateCommand.command.description).contains("\n  1 "))
    #expect(!Self.help.long(ManualCommand.command.description).contains("\n  4 "))
  }
}
