import Arguments
import Testing

@testable import autodiff

@Suite("Descriptions of commands and options")
struct CommandDescriptionTests {
  static let described = Command.table.all

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
        #expect(command.options.contains(other), "\(option.name): \(other.name)")
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
    #expect(Set(Command.all.map(\.description.name)).count == Command.all.count)
    for command in Self.described {
      #expect(Set(command.options.map(\.name)).count == command.options.count)
    }
  }
}
