# What build.sh does, for Windows: compiles build\_build.csproj where a source has changed, and starts it.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$temp = Join-Path $root '.nuke\temp'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
# NUKE, too, would send what was run, and wait for a key the first time.
if (-not $env:NUKE_TELEMETRY_OPTOUT) { $env:NUKE_TELEMETRY_OPTOUT = '1' }

function Stop-Build([string] $message) {
    [Console]::Error.WriteLine("build.cmd: $message")
    exit 1
}

# --- what is asked of this script, not of the build ---------------------------------------------------------------
$engine = 'builtin'
$arguments = @()
for ($i = 0; $i -lt $args.Count; $i++) {
    $word = [string] $args[$i]
    if ($word -eq '--engine') { $i++; $engine = [string] $args[$i] }
    elseif ($word -like '--engine=*') { $engine = $word.Substring('--engine='.Length) }
    else { $arguments += $word }
}
if ($engine -notin 'builtin', 'nuke') { Stop-Build "there is no engine '$engine'; there are builtin and nuke" }
if (-not ($arguments -like '--root*')) { $arguments += '--root', $root }

# --- the stamp of all that the build is made of -------------------------------------------------------------------
$sources = Get-ChildItem -Path "$root\build", "$root\src" -Recurse -File | Where-Object { $_.FullName -notmatch '\\(bin|obj)\\' }
$sources = @($sources) + @(Get-ChildItem -Path "$root\*.props", "$root\global.json", "$root\nuget.config" -File -ErrorAction SilentlyContinue)
$list = ($sources | Sort-Object FullName | ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" }) -join "`n"
$hash = [Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes($list))
$stamp = ([BitConverter]::ToString($hash) -replace '-', '').Substring(0, 16).ToLowerInvariant()
$output = Join-Path $temp "build\$engine-$stamp"

# --- compiling ----------------------------------------------------------------------------------------------------
function Test-Dotnet([string] $path) {
    Push-Location $root
    try { & $path --version > $null 2>&1; return $LASTEXITCODE -eq 0 } catch { return $false } finally { Pop-Location }
}

function Find-Dotnet {
    $found = Get-Command dotnet -ErrorAction SilentlyContinue
    if ($found -and (Test-Dotnet $found.Source)) { return $found.Source }
    $own = Join-Path $temp 'dotnet-win\dotnet.exe'
    if ((Test-Path $own) -and (Test-Dotnet $own)) { return $own }

    [Console]::Error.WriteLine('fetching the .NET SDK...')
    $installer = Join-Path $temp 'dotnet-install.ps1'
    [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
    (New-Object Net.WebClient).DownloadFile('https://dot.net/v1/dotnet-install.ps1', $installer)
    & $installer -JSonFile "$root\global.json" -InstallDir (Split-Path $own) -NoPath | Out-Null
    return $own
}

function Publish-Build([string] $folder, [string[]] $more) {
    $name = if ($engine -eq 'nuke') { 'package' } else { 'builtin' }
    $lines = & $dotnet publish "$root\build\_build.csproj" --configuration Release --output $folder `
        --artifacts-path "$temp\artifacts-$engine" "-p:NukeEngine=$name" -p:RunAnalyzers=false --verbosity quiet @more 2>&1
    $script:log = $lines | ForEach-Object { "$_" }
    return $LASTEXITCODE -eq 0
}

New-Item -ItemType Directory -Force -Path (Join-Path $temp 'build') | Out-Null
$marker = Join-Path $output 'dotnet-path'
if (-not (Test-Path $marker)) {
    [Console]::Error.WriteLine('building the build...')
    $dotnet = Find-Dotnet
    $machine = if ($env:PROCESSOR_ARCHITECTURE -eq 'ARM64') { 'arm64' } else { 'x64' }
    $fresh = "$output.$PID"
    $ahead = '--runtime', "win-$machine", '--self-contained', 'false', '-p:PublishReadyToRun=true'
    if (-not (Publish-Build $fresh $ahead)) {
        if ($engine -eq 'nuke' -and ($log -match 'NU110[0-9].*Nuke\.Common')) {
            Stop-Build 'the package feed has no Nuke.Common 10.1.0; without --engine nuke the built-in engine runs the same targets'
        }
        if (-not ($log -match 'error (NU1|NETSDK1094)') -or -not (Publish-Build $fresh @())) {
            $log | Where-Object { $_ -match '(error|warning) ' } | Sort-Object -Unique | ForEach-Object { [Console]::Error.WriteLine($_) }
            Remove-Item -Recurse -Force $fresh -ErrorAction SilentlyContinue
            Stop-Build 'the build does not compile'
        }
    }
    Set-Content -Path (Join-Path $fresh 'dotnet-path') -Value $dotnet
    # Where another one was faster, its result is as good as this one.
    if (Test-Path $marker) { Remove-Item -Recurse -Force $fresh } else { Move-Item $fresh $output }
}

# --- starting -----------------------------------------------------------------------------------------------------
$dotnet = (Get-Content $marker -TotalCount 1).Trim()
& $dotnet (Join-Path $output '_build.dll') @arguments
exit $LASTEXITCODE
