; What the installer does beside copying files: firewall rules for the two RADIUS ports, bound to this one program, and,
; where the administrator wants it, the engine at the start of the machine. Silent: Setup.exe /S [/SERVICE=1].
!include "LogicLib.nsh"
!include "nsDialogs.nsh"
!include "FileFunc.nsh"

!define FIREWALL_RULE "Countersign RADIUS"
!define TASK_NAME "Countersign engine"

!ifndef BUILD_UNINSTALLER
Var RunsAsService
Var ServiceCheckbox

!macro customInit
  StrCpy $RunsAsService "0"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/SERVICE=" $R1
  ${IfNot} ${Errors}
    StrCpy $RunsAsService $R1
  ${EndIf}
!macroend

!macro customPageAfterChangeDir
  Page custom ServicePageCreate ServicePageLeave
!macroend

Function ServicePageCreate
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 36u "The engine answers RADIUS requests as long as it runs. It can start with the machine, before anybody signs in. The console then connects to it."
  Pop $0
  ${NSD_CreateCheckbox} 0 44u 100% 12u "Start the engine with the machine (as SYSTEM)"
  Pop $ServiceCheckbox
  ${If} $RunsAsService == "1"
    ${NSD_Check} $ServiceCheckbox
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function ServicePageLeave
  ${NSD_GetState} $ServiceCheckbox $0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $RunsAsService "1"
  ${Else}
    StrCpy $RunsAsService "0"
  ${EndIf}
FunctionEnd
!endif

; Each name once: a repair or an update must not leave two rules behind.
!macro RemoveFirewallRule
  nsExec::ExecToLog '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="${FIREWALL_RULE}"'
  Pop $0
!macroend

!macro StopEngineTask
  nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /End /TN "${TASK_NAME}"'
  Pop $0
!macroend

!macro customInstall
  !insertmacro RemoveFirewallRule
  nsExec::ExecToLog '"$SYSDIR\netsh.exe" advfirewall firewall add rule name="${FIREWALL_RULE}" dir=in action=allow protocol=UDP localport=1812,1645 program="$INSTDIR\${APP_EXECUTABLE_FILENAME}" profile=domain,private enable=yes'
  Pop $0
  ${If} $0 != "0"
    DetailPrint "The firewall rule could not be added (status $0). Add it by hand: UDP 1812 and 1645 to ${APP_EXECUTABLE_FILENAME}."
  ${EndIf}

  ${If} $RunsAsService == "1"
    nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /Create /F /TN "${TASK_NAME}" /SC ONSTART /RU SYSTEM /RL HIGHEST /TR "\"$INSTDIR\${APP_EXECUTABLE_FILENAME}\" --headless"'
    Pop $0
    ${If} $0 == "0"
      ; schtasks has no switch for these two: no end after three days, and a new start a minute after a crash.
      nsExec::ExecToLog '"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -Command "Set-ScheduledTask -TaskName ''${TASK_NAME}'' -Settings (New-ScheduledTaskSettingsSet -ExecutionTimeLimit 0 -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries)"'
      Pop $1
      nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /Run /TN "${TASK_NAME}"'
      Pop $1
    ${Else}
      DetailPrint "The engine could not be set to start with the machine (status $0)."
    ${EndIf}
    ; Keys and tokens are for the engine and the administrators; ProgramData alone lets every user read. The engine keeps
    ; the same rule for every folder that it is given (main/adapters/folder-rights.ts).
    ReadEnvStr $R2 PROGRAMDATA
    CreateDirectory "$R2\Countersign"
    nsExec::ExecToLog '"$SYSDIR\icacls.exe" "$R2\Countersign" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F'
    Pop $0
  ${Else}
    ; An update of a machine whose engine starts by itself: it was stopped for the files to be replaced.
    nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /Run /TN "${TASK_NAME}"'
    Pop $0
  ${EndIf}
!macroend

; Also run by an update, before the files are replaced: the task itself stays then.
!macro customUnInit
  !insertmacro StopEngineTask
!macroend

!macro customUnInstall
  ${IfNot} ${isUpdated}
    nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /Delete /F /TN "${TASK_NAME}"'
    Pop $0
    !insertmacro RemoveFirewallRule
  ${EndIf}
!macroend
