// swift-tools-version: 6.2
import PackageDescription

/// Every module is built in Swift 6 mode, and a warning is an error.
///
/// Exclusive access is checked in debug builds, where the tests run; in the release build the
/// checks cost a quarter of the time of a large program.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// What is shipped is optimised in debug builds too: the tests meet the code as the optimiser
/// leaves it, and need a third of the time. Overflow and exclusive access are checked all the same.
let shipped = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// On Linux the release build is one static, stripped file: it starts in half a millisecond, where
/// loading the Swift runtime dynamically takes three. macOS has no static executables.
///
/// Calls of these functions are led to functions of our own (`Platform`): memory that there is no
/// more of is a message, where the Swift runtime would trap; and what the runtime looks for below
/// /proc costs time at every start, and may not be there.
///
/// The linker writes the file as a whole, where it would map it: the system then keeps it in large
/// pieces, of which a start touches half as many as of single pages.
let standalone: [LinkerSetting] = [
  .unsafeFlags(
    ["-static-executable", "-Xlinker", "-s", "-Xlinker", "--no-mmap-output-file"]
      + [
        "malloc", "calloc", "realloc", "posix_memalign", "swift_copyAuxiliaryExecutablePath",
        "_swift_stdlib_getUnsafeArgvArgc",
      ].flatMap { ["-Xlinker", "--wrap=\($0)"] },
    .when(platforms: [.linux], configuration: .release))
]

/// The modules from the bottom up, each with the modules it may import.
let modules: [(name: String, imports: [String])] = [
  ("Numerics", []),
  ("Diagnostics", []),
  ("Language", ["Diagnostics", "Numerics"]),
  ("Calculus", ["Numerics"]),
  ("Graph", ["Diagnostics", "Language", "Numerics", "Calculus"]),
  ("Differentiation", ["Graph", "Calculus"]),
  ("Algebra", ["Numerics", "Calculus", "Graph", "Differentiation"]),
  ("Evaluation", ["Diagnostics", "Numerics", "Calculus", "Graph", "Differentiation"]),
  (
    "Verification",
    ["Diagnostics", "Numerics", "Calculus", "Graph", "Differentiation", "Evaluation"]
  ),
  ("Notation", ["Diagnostics", "Numerics", "Calculus", "Graph"]),
  ("Records", ["Diagnostics", "Numerics"]),
  ("Reports", ["Diagnostics", "Numerics"]),
  ("Arguments", ["Diagnostics"]),
  ("Dialects", ["Diagnostics"]),
  ("Manual", ["Diagnostics", "Numerics", "Calculus", "Arguments"]),
]

/// What several test targets use: part of the tests, and of nothing that is shipped. `TestSupport`
/// knows no module of the package; `ProgramSupport` has programs, rules and cases for the modules'
/// tests.
let testSupport: [Target] = [
  .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
  .target(
    name: "ProgramSupport",
    dependencies: [
      "Diagnostics", "Language", "Numerics", "Calculus", "Graph", "Differentiation", "Algebra",
      "Evaluation", "Notation", "TestSupport",
    ],
    path: "Tests/ProgramSupport", swiftSettings: strict),
]

/// The test targets, each with the modules it imports beside what those import themselves.
let tests: [(name: String, imports: [String])] = [
  ("PackageTests", ["TestSupport"]),
  ("NumericsTests", ["Numerics", "TestSupport"]),
  ("DiagnosticsTests", ["Diagnostics", "TestSupport"]),
  ("ReportsTests", ["Diagnostics", "Numerics", "Reports"]),
  ("RecordsTests", ["Diagnostics", "Numerics", "Records", "TestSupport"]),
  ("ArgumentsTests", ["autodiff", "Arguments", "Diagnostics", "TestSupport"]),
  ("ManualTests", ["autodiff", "Arguments", "Diagnostics", "Manual", "Calculus", "TestSupport"]),
  ("LanguageTests", ["Diagnostics", "Language"]),
  (
    "DialectsTests",
    [
      "Diagnostics", "Language", "Numerics", "Graph", "Differentiation", "Evaluation", "Dialects",
      "TestSupport",
    ]
  ),
  (
    "CalculusTests",
    [
      "Diagnostics", "Numerics", "Calculus", "Graph", "Differentiation", "Evaluation", "Notation",
      "ProgramSupport", "TestSupport",
    ]
  ),
  (
    "GraphTests",
    [
      "Diagnostics", "Language", "Numerics", "Calculus", "Graph", "Differentiation",
      "ProgramSupport", "TestSupport",
    ]
  ),
  (
    "DifferentiationTests",
    [
      "Diagnostics", "Numerics", "Calculus", "Graph", "Differentiation", "Evaluation",
      "ProgramSupport", "TestSupport",
    ]
  ),
  (
    "AlgebraTests",
    [
      "Diagnostics", "Language", "Calculus", "Graph", "Algebra", "ProgramSupport", "TestSupport",
    ]
  ),
  (
    "EvaluationTests",
    [
      "Diagnostics", "Numerics", "Calculus", "Graph", "Differentiation", "Evaluation",
      "Notation", "ProgramSupport", "TestSupport",
    ]
  ),
  (
    "VerificationTests",
    [
      "Numerics", "Calculus", "Graph", "Differentiation", "Evaluation",
      "Verification", "ProgramSupport", "TestSupport",
    ]
  ),
  (
    "NotationTests",
    [
      "Numerics", "Calculus", "Graph", "Differentiation", "Algebra", "Evaluation", "Notation",
      "ProgramSupport", "TestSupport",
    ]
  ),
  (
    "CommandTests",
    [
      "autodiff", "Arguments", "Manual", "Numerics", "Calculus", "Graph",
      "Differentiation", "Evaluation", "ProgramSupport", "TestSupport",
    ]
  ),
]

/// What tests read from their own directory, and the package does not build.
let testData: [String: [String]] = [
  "NumericsTests": ["References"], "CalculusTests": ["References"],
  "CommandTests": ["Transcripts", "Readme"], "DialectsTests": ["Formulas"],
]

let package = Package(
  name: "autodiff",
  products: [.executable(name: "autodiff", targets: ["autodiff"])],
  targets: modules.map { module in
    .target(
      name: module.name, dependencies: module.imports.map { .byName(name: $0) },
      swiftSettings: shipped)
  } + [
    .executableTarget(
      name: "autodiff", dependencies: modules.map { .byName(name: $0.name) },
      swiftSettings: shipped, linkerSettings: standalone),
    // Speed and size, measured: swift run -c release benchmark.
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Diagnostics", "Numerics", "Calculus", "Graph", "Differentiation", "Evaluation",
      ],
      exclude: ["rivals.sh"], swiftSettings: strict, linkerSettings: standalone),
  ]
    + testSupport
    + tests.map { test in
      .testTarget(
        name: test.name, dependencies: test.imports.map { .byName(name: $0) },
        exclude: testData[test.name] ?? [], swiftSettings: strict)
    }
)
