/// What a run ends with: the exit status is an answer, and the numbers are part of the interface.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  case done = 0
  /// A check found a derivative that disagrees.
  case disagrees = 1
  /// The command line is wrong.
  case usage = 2
  /// The program text is wrong.
  case program = 3
  /// A result is not finite, and the command line says that it must be.
  case notFinite = 4
  /// Something could not be read or written, or memory was out.
  case file = 5
  case fault = 70
}
