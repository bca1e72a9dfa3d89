import Foundation
import TestSupport

/// The C compiler of the machine, if it has one.
enum CCompiler {
  static let isInstalled = (try? shell("command -v cc", in: "/"))?.isEmpty == false

  /// Compiles a program strictly and returns the lines that it prints.
  static func run(_ source: String) throws -> [String] {
    let directory = try TemporaryDirectory()
    let file = directory.url.appendingPathComponent("rules.c")
    try source.write(to: file, atomically: true, encoding: .utf8)
    let output = try shell(
      "cc -std=c99 -Wall -Wextra -Werror -ffp-contract=off -O1 rules.c -o rules -lm 2>&1 && ./rules",
      in: directory.url.path)
    return output.split(separator: "\n").map(String.init)
  }

  static func shell(_ command: String, in directory: String) throws -> String {
    try Subprocess.shell(command, in: URL(filePath: directory)).outputText
  }
}

/// Other languages' interpreters and compilers on this machine.
enum Interpreter {
  static let hasNumPy =
    (try? CCompiler.shell("python3 -c 'import numpy; print(1)' 2>/dev/null", in: "/")) == "1\n"
  static let hasSwift = (try? CCompiler.shell("command -v swiftc", in: "/"))?.isEmpty == false

  /// The lines that a command prints, beside a file with the source.
  static func run(_ source: String, _ command: String, file: String) throws -> [String] {
    let directory = try TemporaryDirectory()
    try source.write(
      to: directory.url.appendingPathComponent(file), atomically: true, encoding: .utf8)
    return try CCompiler.shell(command + " 2>&1", in: directory.url.path).split(separator: "\n")
      .map(String.init)
  }
}
