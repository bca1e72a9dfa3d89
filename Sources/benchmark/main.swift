// swift run -c release benchmark [kernels|compute|rows|start|size …]: all of them without a word.
import Numerics

let words = Array(CommandLine.arguments.dropFirst())
if let unknown = words.first(where: { Section(rawValue: $0) == nil }) {
  Message.write("error: `\(unknown)` is no benchmark; there are \(Section.names)")
  exit(2)
}
do {
  try Section.run(words.isEmpty ? Section.allCases : words.compactMap(Section.init))
} catch {
  Message.write("error: \((error as? BenchmarkError)?.message ?? "\(error)")")
  exit(1)
}
