"""What a release is made of, and the proof that it works: a wheel, its checksums, and a first run to a first pull."""
