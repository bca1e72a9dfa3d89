// swift-tools-version: 6.2
import PackageDescription

/// Every module is built in Swift 6 mode, and a warning is an error.
///
/// Exclusive access is checked in debug builds, where the tests run; in the release build the checks cost a
/// quarter of the time of a large program.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// On Linux the release build is one static, stripped file: it starts in half a millisecond, where
/// loading the Swift runtime dynamically takes three. macOS has no static executables.
///
/// Calls of these functions are led to functions of our own (`Platform`): memory that there is no more
/// of is a message, where the Swift runtime would trap; and what the runtime looks for below /proc
/// costs time at every start, and may not be there.
let standalone: [LinkerSetting] = [
  .unsafeFlags(
    ["-static-executable", "-Xlinker", "-s"]
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
  ("Notation", ["Numerics", "Calculus", "Graph"]),
  ("Records", ["Diagnostics", "Numerics"]),
  ("Reports", ["Diagnostics", "Numerics"]),
  ("Arguments", ["Diagnostics", "Calculus"]),
]

/// The test targets, each with the modules it imports beside what those import themselves.
let tests: [(name: String, imports: [String])] = [
  ("NumericsTests", ["Numerics"]),
  ("DiagnosticsTests", ["Diagnostics"]),
  ("ReportsTests", ["Diagnostics", "Numerics", "Reports"]),
  ("RecordsTests", ["Diagnostics", "Numerics", "Records"]),
  ("ArgumentsTests", ["Arguments", "Diagnostics", "Calculus"]),
  ("LanguageTests", ["Diagnostics", "Language"]),
  (
    "GraphTests",
    ["Diagnostics", "Language", "Numerics", "Calculus", "Graph", "Differentiation"]
  ),
  (
    "DerivativeTests",
    [
      "Diagnostics", "Language", "Numerics", "Calculus", "Graph", "Differentiation", "Evaluation",
      "Notation", "Algebra",
    ]
  ),
  (
    "AlgebraTests",
    [
      "Diagnostics", "Language", "Numerics", "Calculus", "Graph", "Differentiation", "Evaluation",
      "Notation", "Algebra",
    ]
  ),
  (
    "VerificationTests",
    [
      "Diagnostics", "Language", "Numerics", "Calculus", "Graph", "Differentiation", "Evaluation",
      "Verification",
    ]
  ),
  (
    "CommandTests",
    [
      "autodiff", "Arguments", "Diagnostics", "Language", "Numerics", "Calculus", "Graph",
      "Differentiation", "Evaluation",
    ]
  ),
]

/// What tests read from their own directory, and the package does not build.
let testData: [String: [String]] = [
  "NumericsTests": ["References"], "DerivativeTests": ["References"],
  "CommandTests": ["Transcripts"],
]

let package = Package(
  name: "autodiff",
  products: [.executable(name: "autodiff", targets: ["autodiff"])],
  targets: modules.map { module in
    .target(
      name: module.name, dependencies: module.imports.map { .byName(name: $0) },
      swiftSettings: strict)
  } + [
    .executableTarget(
      name: "autodiff", dependencies: modules.map { .byName(name: $0.name) },
      swiftSettings: strict, linkerSettings: standalone),
    // Speed and size, measured: swift run -c release benchmark.
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Diagnostics", "Numerics", "Calculus", "Graph", "Differentiation", "Evaluation",
      ],
      exclude: ["rivals.sh"], swiftSettings: strict, linkerSettings: standalone),
  ]
    + tests.map { test in
      .testTarget(
        name: test.name, dependencies: test.imports.map { .byName(name: $0) },
        exclude: testData[test.name] ?? [], swiftSettings: strict)
    }
)
