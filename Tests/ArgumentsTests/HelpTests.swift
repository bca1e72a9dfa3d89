import Arguments
import Testing

@Suite("Help")
struct HelpTests {
  static let described = [Commands.tool] + Commands.all

  /// Every text that is shown in a terminal.
  static var texts: [(title: String, text: String)] {
    described.flatMap { command in
      [
        ("\(command.invocationName) -h", Help.short(command)),
        ("\(command.invocationName) --help", Help.long(command)),
      ]
    } + [
      ("functions", FunctionReference.list()),
      ("language", (try? Help.topic("language")) ?? ""),
    ] + FunctionReference.names.map { ("functions \($0)", (try? Help.topic($0)) ?? "") }
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
      Help.short(command).split(separator: "\n", omittingEmptySubsequences: false).count <= 24)
  }

  @Test("Every option is in both helps, with its choices", arguments: described.map(\.name))
  func options(_ name: String) throws {
    let command = try #require(Self.described.first { $0.name == name })
    for option in command.options {
      if !name.isEmpty { #expect(Help.short(command).contains(option.signature)) }
      #expect(Help.long(command).contains(option.signature))
      for choice in option.choices {
        #expect(option.summary.lowercased().contains(choice), "\(option.name): \(choice)")
      }
    }
  }

  @Test("Every command has a summary, a description and examples", arguments: described.map(\.name))
  func isComplete(_ name: String) throws {
    let command = try #require(Self.described.first { $0.name == name })
    #expect(!command.summary.isEmpty)
    #expect(!command.summary.hasSuffix("."))
    #expect(!command.details.isEmpty)
    #expect(!command.examples.isEmpty)
    #expect(command.options.contains { $0.name == "help" && $0.short == "h" })
    for option in command.options {
      #expect(!option.summary.isEmpty && !option.summary.hasSuffix("."), "\(option.name)")
      #expect((option.requirement == .choice) == !option.choices.isEmpty, "\(option.name)")
      for other in option.excludes + (option.needs.map { [$0] } ?? []) {
        #expect(command.option(other) != nil, "\(option.name): \(other)")
      }
    }
  }

  @Test("Every example is a command line that can be read", arguments: described.map(\.name))
  func examples(_ name: String) throws {
    let command = try #require(Self.described.first { $0.name == name })
    for example in command.examples {
      // Of a pipe the last command.
      let line = example.command.split(separator: "|").last.map { String($0) } ?? ""
      let invocation = try parse(line)
      #expect(name.isEmpty || invocation.command.name == name, "\(example.command)")
      #expect(example.explanation.hasSuffix("."), "\(example.command)")
      // In a manual page it is indented by 11 columns.
      #expect(example.command.unicodeScalars.count <= 69, "\(example.command)")
    }
  }

  @Test("An option means the same in every command")
  func sharedOptions() {
    let options = Self.described.flatMap(\.options)
    for option in options {
      for other in options where other.name == option.name {
        #expect(option.value == other.value && option.requirement == other.requirement)
        #expect(option.short == other.short && option.repeats == other.repeats)
      }
      for other in options where other.short != nil && other.short == option.short {
        #expect(other.name == option.name)
      }
    }
  }

  @Test("Names of commands and of options are used once")
  func uniqueNames() {
    #expect(Set(Commands.all.map(\.name)).count == Commands.all.count)
    for command in Self.described {
      #expect(Set(command.options.map(\.name)).count == command.options.count)
    }
  }

  @Test("`help` explains commands, the language and functions")
  func topics() throws {
    for command in Commands.all {
      #expect(try Help.topic(command.name) == Help.long(command))
    }
    #expect(try Help.topic(nil) == Help.long(Commands.tool))
    #expect(try Help.topic("language").contains("PROGRAMS"))
    #expect(try Help.topic("sin").hasPrefix("sin(x)\n"))
    #expect(throws: ArgumentsError.unknownTopic(name: "nonsense")) { try Help.topic("nonsense") }
  }

  @Test("The exit statuses are explained where they can occur")
  func statuses() throws {
    let check = Help.long(try #require(Commands.named("check")))
    for status in [0, 1, 2, 3, 4, 5, 70] {
      #expect(check.contains("\n  \(status) "), "\(status)")
    }
    #expect(!Help.long(try #require(Commands.named("eval"))).contains("\n  1 "))
    #expect(!Help.long(try #require(Commands.named("man"))).contains("\n  4 "))
  }
}
