import Foundation
import TestSupport
import Testing

/// What a terminal shows of a run that prints nothing for a while.
@Suite("Waiting")
struct WaitingLineTests {
  @Test("A terminal hears that a silent run goes on, and the line is gone before the answer")
  func line() throws {
    var (terminal, side): (Int32, Int32) = (-1, -1)
    try #require(openpty(&terminal, &side, nil, nil, nil) == 0)
    let tool = try #require(Tool.executable)
    let process = Process()
    process.executableURL = tool
    process.arguments = ["eval", "-f", "-", "x=3"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle(fileDescriptor: side, closeOnDealloc: true)
    try process.run()
    // The program comes when the line has been there, or will not be.
    var shown = [UInt8](repeating: 0, count: 200)
    var event = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    var text = ""
    if poll(&event, 1, 60_000) > 0 {
      let count = read(terminal, &shown, shown.count)
      text = String(decoding: shown.prefix(max(0, count)), as: UTF8.self)
    }
    input.fileHandleForWriting.write(Data("x^2 + x/0".utf8))
    input.fileHandleForWriting.closeFile()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(text.hasPrefix("eval: at work for "))
    #expect(text.hasSuffix("\r"))
    #expect(String(decoding: answer, as: UTF8.self) == "inf\n")
    var after = ""
    while poll(&event, 1, 0) > 0 {
      let count = read(terminal, &shown, shown.count)
      guard count > 0 else { break }
      after += String(decoding: shown.prefix(count), as: UTF8.self)
    }
    #expect(after.contains("\u{1b}[K"))
    close(terminal)
  }
}
